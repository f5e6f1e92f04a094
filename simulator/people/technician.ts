import type { CompartmentLabel, StaffId, VisitId } from '#domain/words';
import { Person } from './person.ts';

const attemptCountMax = 4;
const doorPatienceMs = 20_000;
const lookMs = 400;

/** Comes to clean and to test: opens what holds no parcel, looks inside, has a compartment rest. */
export class Technician extends Person {
  async work(labels: readonly string[]): Promise<void> {
    const { turns, screen } = this.around;
    await turns.take();
    const staff = { id: this.who as StaffId, role: 'technician' } as const;
    const admitted = await this.insist(
      () => screen.ask(this.who, { do: 'admit-staff', staff }),
      attemptCountMax,
    );
    const visit = admitted?.ok === true ? admitted.visit : null;
    for (const label of visit === null ? [] : labels) {
      if (screen.visit?.id === visit && visit !== null)
        await this.#lookInto(visit, label as CompartmentLabel);
    }
    if (visit !== null && screen.visit?.id === visit) {
      await screen.ask(this.who, { do: 'finish-visit', visit });
    }
    turns.give();
  }

  async #lookInto(visit: VisitId, compartment: CompartmentLabel): Promise<void> {
    const { screen, reach } = this.around;
    if (this.slips()) {
      await screen.ask(this.who, { do: 'disable-compartment', visit, compartment, reason: 'defect' });
      await this.linger(30_000);
      await screen.ask(this.who, { do: 'enable-compartment', visit, compartment });
    }
    const opened = await screen.ask(this.who, { do: 'open-service', visit, compartment, case: null });
    if (opened?.ok !== true) return;
    for (let waitedMs = 0; waitedMs < doorPatienceMs && !reach.isOpen(compartment); waitedMs += lookMs) {
      await this.around.pause(lookMs);
    }
    await this.linger(3_000);
    const isSeenEmpty = reach.isOpen(compartment) && reach.contentOf(compartment) === null;
    if (isSeenEmpty) await screen.ask(this.who, { do: 'confirm-empty', compartment });
    await this.shut(compartment);
  }
}
