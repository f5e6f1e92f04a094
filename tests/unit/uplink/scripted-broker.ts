import type { ConnectionLimits, ConnectionListener, ConnectionWish, Dial } from '#uplink/connection';
import { ScriptedConnection } from './scripted-connection.ts';

type Dialled = {
  readonly wish: ConnectionWish;
  readonly listener: ConnectionListener;
  readonly connection: ScriptedConnection;
};

/** Takes or refuses connections as the test says. */
export class ScriptedBroker {
  readonly dialled: Dialled[] = [];
  isReachable = true;
  limits: Partial<ConnectionLimits> = {};
  attemptCount = 0;

  readonly dial: Dial = (wish, listener) => {
    this.attemptCount += 1;
    if (!this.isReachable) return Promise.resolve({ ok: false, reason: 'nobody there' });
    const connection = new ScriptedConnection(this.limits);
    this.dialled.push({ wish, listener, connection });
    return Promise.resolve({ ok: true, connection });
  };

  /** The newest connection. */
  get last(): Dialled {
    const last = this.dialled.at(-1);
    if (last === undefined) throw new TypeError('nobody has connected yet');
    return last;
  }

  lose(loss: 'closed' | 'taken-over' = 'closed'): void {
    this.last.listener.lost(loss);
    this.last.connection.answer(Infinity, 'lost');
  }
}
