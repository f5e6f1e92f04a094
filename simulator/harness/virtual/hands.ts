import type { Happening, HandOutcome } from '../../physics/happenings.ts';
import type { VirtualCabinet } from '../../physics/cabinet.ts';
import type { Agenda } from './agenda.ts';
import type { Witness } from './controller.ts';

/** What stands for a person in a compartment. */
export const aChild = 'a child';
const climbOutMs = 1_500;
const absent: HandOutcome = { ok: false, reason: 'door-closed' };
const nothingThere: HandOutcome = { ok: false, reason: 'empty' };

/** What people do to the cabinet with their hands, and which parcel lies where. */
export class Hands {
  readonly #cabinet: VirtualCabinet;
  readonly #agenda: Agenda;
  readonly #witness: Witness;
  readonly #contents = new Map<string, readonly string[]>();

  constructor(cabinet: VirtualCabinet, agenda: Agenda, witness: Witness) {
    this.#cabinet = cabinet;
    this.#agenda = agenda;
    this.#witness = witness;
    cabinet.observe((happening) => this.#letOut(happening));
  }

  /** What lies in front; null for nothing. */
  contentOf(compartment: string): string | null {
    return this.contentsOf(compartment)[0] ?? null;
  }

  contentsOf(compartment: string): readonly string[] {
    return this.#contents.get(compartment) ?? [];
  }

  /** Where a parcel lies; null if it is not in the cabinet. */
  placeOf(waybill: string): string | null {
    for (const [compartment, contents] of this.#contents) if (contents.includes(waybill)) return compartment;
    return null;
  }

  isOpen(compartment: string): boolean {
    return this.#cabinet.find(compartment)?.view().door === 'open';
  }

  put(compartment: string, waybill: string): HandOutcome {
    const before = this.contentsOf(compartment);
    // To the metal a second parcel is no news: something is inside.
    const outcome =
      before.length === 0 ? this.#cabinet.find(compartment)?.putParcel() : this.#reach(compartment);
    if (outcome?.ok !== true) return outcome ?? absent;
    this.#contents.set(compartment, [...before, waybill]);
    this.#witness({ kind: 'parcel', did: 'put', waybill, compartment });
    return outcome;
  }

  /** Without a waybill whatever lies in front. */
  take(compartment: string, wanted?: string): HandOutcome {
    const before = this.contentsOf(compartment);
    const waybill = wanted ?? before[0];
    if (waybill === undefined || !before.includes(waybill)) return nothingThere;
    const isLast = before.length === 1;
    const outcome = isLast ? this.#cabinet.find(compartment)?.takeParcel() : this.#reach(compartment);
    if (outcome?.ok !== true) return outcome ?? absent;
    this.#contents.set(
      compartment,
      before.filter((one) => one !== waybill),
    );
    this.#witness({ kind: 'parcel', did: 'taken', waybill, compartment });
    return outcome;
  }

  /** Lays a parcel on an open shelf, where nothing is in the way. */
  lay(position: string, waybill: string): void {
    this.#contents.set(position, [waybill]);
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

  /** What a hand needs that neither brings the first parcel nor takes the last. */
  #reach(compartment: string): HandOutcome {
    return this.isOpen(compartment) ? { ok: true } : absent;
  }

  #letOut({ what, compartment }: Happening): void {
    if (what !== 'door-opened' || this.contentOf(compartment) !== aChild) return;
    this.#agenda.after(climbOutMs, () => {
      if (this.contentOf(compartment) === aChild) this.take(compartment);
    });
  }
}
