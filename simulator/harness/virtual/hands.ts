import type { Happening, HandOutcome } from '../../physics/happenings.ts';
import type { VirtualCabinet } from '../../physics/cabinet.ts';
import type { Agenda } from './agenda.ts';
import type { Witness } from './controller.ts';

/** What stands for a person in a compartment. */
export const aChild = 'a child';
const climbOutMs = 1_500;
const absent: HandOutcome = { ok: false, reason: 'door-closed' };

/** What people do to the cabinet with their hands, and which parcel lies where. */
export class Hands {
  readonly #cabinet: VirtualCabinet;
  readonly #agenda: Agenda;
  readonly #witness: Witness;
  readonly #contents = new Map<string, string>();

  constructor(cabinet: VirtualCabinet, agenda: Agenda, witness: Witness) {
    this.#cabinet = cabinet;
    this.#agenda = agenda;
    this.#witness = witness;
    cabinet.observe((happening) => this.#letOut(happening));
  }

  contentOf(compartment: string): string | null {
    return this.#contents.get(compartment) ?? null;
  }

  /** Where a parcel lies; null if it is not in the cabinet. */
  placeOf(waybill: string): string | null {
    for (const [compartment, content] of this.#contents) if (content === waybill) return compartment;
    return null;
  }

  isOpen(compartment: string): boolean {
    return this.#cabinet.find(compartment)?.view().door === 'open';
  }

  put(compartment: string, waybill: string): HandOutcome {
    const outcome = this.#cabinet.find(compartment)?.putParcel() ?? absent;
    if (!outcome.ok) return outcome;
    this.#contents.set(compartment, waybill);
    this.#witness({ kind: 'parcel', did: 'put', waybill, compartment });
    return outcome;
  }

  take(compartment: string): HandOutcome {
    const outcome = this.#cabinet.find(compartment)?.takeParcel() ?? absent;
    const waybill = this.#contents.get(compartment);
    if (!outcome.ok || waybill === undefined) return outcome;
    this.#contents.delete(compartment);
    this.#witness({ kind: 'parcel', did: 'taken', waybill, compartment });
    return outcome;
  }

  /** Lays a parcel on an open shelf, where nothing is in the way. */
  lay(position: string, waybill: string): void {
    this.#contents.set(position, waybill);
    this.#witness({ kind: 'parcel', did: 'put', waybill, compartment: position });
  }

  /** Takes it from there; null where nothing lies. */
  lift(position: string): string | null {
    const waybill = this.contentOf(position);
    if (waybill === null) return null;
    this.#contents.delete(position);
    this.#witness({ kind: 'parcel', did: 'taken', waybill, compartment: position });
    return waybill;
  }

  close(compartment: string): HandOutcome {
    return this.#cabinet.find(compartment)?.closeDoor() ?? absent;
  }

  force(compartment: string): HandOutcome {
    return this.#cabinet.find(compartment)?.openByHand() ?? absent;
  }

  /** A child climbs in and pulls the door shut; it climbs out when the door opens. */
  hide(compartment: string): HandOutcome {
    const inside = this.put(compartment, aChild);
    return inside.ok ? this.close(compartment) : inside;
  }

  #letOut({ what, compartment }: Happening): void {
    if (what !== 'door-opened' || this.contentOf(compartment) !== aChild) return;
    this.#agenda.after(climbOutMs, () => {
      if (this.contentOf(compartment) === aChild) this.take(compartment);
    });
  }
}
