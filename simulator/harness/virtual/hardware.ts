import type { StationPlan } from '#domain/state';
import type { Doors } from '#station/ports';
import { createDice } from '../../dice.ts';
import { VirtualCabinet } from '../../physics/cabinet.ts';
import type { Agenda } from './agenda.ts';
import type { BoardConditions } from './board-conditions.ts';
import type { Life } from './life.ts';
import { PortDoors } from './port-doors.ts';
import { plannedGate } from './virtual-plan.ts';

/** Where hardware is to be put up. */
export type Site = {
  readonly seed: number;
  readonly agenda: Agenda;
  readonly plan: StationPlan;
  readonly conditions: BoardConditions;
};

/** What stands in the street, and how each run of the controller gets at it. */
export type Hardware = {
  readonly cabinet: VirtualCabinet;
  readonly openDoors: (life: Life) => Doors;
};

export type BuildHardware = (site: Site) => Hardware;

/** The station's doors straight on the metal: no boards, no bytes, a day in a fraction of a second. */
export const portHardware: BuildHardware = ({ seed, agenda, plan, conditions }) => {
  const dice = createDice(seed);
  const gates = plan.shelves?.hasGate === true ? [plannedGate] : [];
  const compartments = [...plan.compartments, ...gates];
  const labels = compartments.map(({ label }) => label);
  const cabinet = new VirtualCabinet(labels, dice.split('cabinet'), agenda);
  return {
    cabinet,
    openDoors: (life) =>
      new PortDoors({ life, cabinet, compartments, conditions, dice: dice.split(`doors of ${life.boot}`) }),
  };
};
