import { codeToJoin } from '#domain/codes';
import type { Command } from '#domain/commands';
import type { Answer } from '#domain/decision';
import type { Effect } from '#domain/effects';
import type { StationState } from '#domain/state';
import { isShelved } from '#domain/shelves';
import { findStay } from '#domain/stay';
import type { CompartmentLabel, StayId } from '#domain/words';
import type { Clock, Doors, Ledger, Log, Vault } from './ports.ts';

type Parts = {
  readonly doors: Doors;
  readonly vault: Vault;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly log: Log;
  readonly state: () => StationState;
  readonly ask: (command: Command) => Promise<Answer>;
};

/** After a failure to seal a notice; the stay has no code until it succeeds. */
const sealRetryMs = 5_000;

export type EffectRunner = {
  run(effect: Effect): void;
  /** Tells the hardware which doors somebody is using now. */
  attendDoors(): void;
};

/** Does what was decided, after it is on disk, and feeds the outcome back as a command. */
export function createEffectRunner(parts: Parts): EffectRunner {
  const { doors, state } = parts;
  let attended = '';

  return {
    run(effect) {
      if (effect.do === 'unlock') {
        doors.unlock(
          effect.intention,
          effect.compartment,
          effect.givesWay === true ? 'gives-way' : 'in-turn',
        );
      } else void issueCode(parts, effect.stay);
    },
    attendDoors() {
      const inUse = doorsInUse(state());
      const next = inUse.join(' ');
      if (next === attended) return;
      attended = next;
      doors.attend(inUse);
    },
  };
}

/** Doors whose next change somebody is waiting for. */
function doorsInUse({ visit, intentions, compartments }: StationState): readonly CompartmentLabel[] {
  const task = visit?.task ?? null;
  const opening = intentions.map(({ compartment }) => compartment);
  const standingOpen = compartments.filter(({ door }) => door === 'open').map(({ label }) => label);
  return [...new Set([...(task === null ? [] : [task.compartment]), ...opening, ...standingOpen])];
}

async function issueCode(parts: Parts, id: StayId): Promise<void> {
  const { vault, ledger, clock, log, state, ask } = parts;
  const stay = findStay(state(), id);
  if (stay === undefined) return;
  try {
    const { sealedContact, keeping } = stay;
    const retentionHours = keeping.hours + keeping.extraHours;
    const position = isShelved(stay) ? stay.compartment : null;
    const noticed = { id, sealedContact, retentionHours, feeRule: keeping.fee, position };
    const joined = codeToJoin(state(), stay);
    if (joined !== undefined) {
      const notice = await vault.joinCode(noticed);
      await ask({ do: 'join-code', stay: id, code: joined.id, notice });
      return;
    }
    const issued = await vault.issueCode(noticed, (mac) => ledger.knowsCode(mac));
    const record = { ...issued.record, issuedAt: clock.now() };
    await ask({ do: 'record-code', stay: id, record, notice: issued.notice });
  } catch (error) {
    log.error({ stay: id, cause: String(error) }, 'the notice of a parcel could not be sealed; trying again');
    clock.after(sealRetryMs, () => void issueCode(parts, id));
  }
}
