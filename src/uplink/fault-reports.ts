import type { Command } from '#domain/commands';
import type { FaultCode } from '#domain/faults';
import type { StationControl } from '#station/control';
import type { Log } from '#station/ports';

/** Tells the station what the uplink sees. A station that is stopping answers nothing, which harms nobody. */
export class Reports {
  readonly #control: Pick<StationControl, 'state' | 'ask'>;
  readonly #log: Log;

  constructor(control: Pick<StationControl, 'state' | 'ask'>, log: Log) {
    this.#control = control;
    this.#log = log;
  }

  /** Each report becomes an event, so a condition that is known already is not told again. */
  raise(fault: FaultCode, subject: string): void {
    if (!this.#isRaised(fault, subject)) this.#tell({ do: 'raise-fault', fault, subject });
  }

  clear(fault: FaultCode, subject: string): void {
    if (this.#isRaised(fault, subject)) this.#tell({ do: 'clear-fault', fault, subject });
  }

  link(link: 'up' | 'down'): void {
    if (this.#control.state().link !== link) this.#tell({ do: 'change-link', link });
  }

  /** Rule R22: the centre knows of this epoch. */
  epochKnown(): void {
    if (this.#control.state().recovery?.isKnown === false) this.#tell({ do: 'acknowledge-epoch' });
  }

  #isRaised(fault: FaultCode, subject: string): boolean {
    return this.#control.state().faults.some((raised) => raised.code === fault && raised.subject === subject);
  }

  #tell(command: Command): void {
    this.#control.ask(command).catch((error: unknown) => {
      this.#log.warn({ command: command.do, reason: String(error) }, 'The station did not take a report.');
    });
  }
}
