import type { HandOutcome } from '../physics/happenings.ts';
import type { VirtualCompartment } from '../physics/compartment.ts';
import type { RunningSimulation } from '../running-simulation.ts';
import { describeSimulation } from './description.ts';
import { obeyFaultOrder } from './fault-orders.ts';
import { weigh } from './input-orders.ts';
import { explain, obeyed, order as orderSchema, refuse } from './order.ts';
import type { Order, OrderOutcome } from './order.ts';
import { Unencodable } from '#codecs/unencodable';

/** Does what an order says, or tells why it cannot. `value` is whatever came in as JSON. */
export function obey(simulation: RunningSimulation, value: unknown): OrderOutcome {
  const order = orderSchema.safeParse(value);
  if (!order.success) return refuse(explain(order.error));
  const outcome = obeyOrder(simulation, order.data);
  if (outcome.ok && order.data.do !== 'state') simulation.changed();
  return outcome;
}

function obeyOrder(simulation: RunningSimulation, order: Order): OrderOutcome {
  switch (order.do) {
    case 'state':
      return { ok: true, state: describeSimulation(simulation) };
    case 'place-parcel':
    case 'take-parcel':
    case 'close-door':
    case 'open-door-by-hand':
      return useHand(simulation, order);
    case 'set-fault':
    case 'clear-fault':
      return obeyFaultOrder(simulation, order);
    case 'reboot-board':
    case 'set-unlock-answer':
      return obeyAtBoard(simulation, order);
    case 'scan':
      return showBarcode(simulation, order);
    case 'weigh':
      return weigh(simulation, order);
    case 'people':
      simulation.station.people.setPresent(order.on);
      return obeyed;
  }
}

function showBarcode(
  simulation: RunningSimulation,
  { scanner: id, text, symbology }: Extract<Order, { do: 'scan' }>,
): OrderOutcome {
  const plugged = simulation.scanners?.get(id);
  if (!plugged) return refuse(`there is no scanner ${id}`);
  try {
    plugged.scanner.scan(text, symbology ?? null);
    return obeyed;
  } catch (error) {
    if (error instanceof Unencodable) return refuse(error.message);
    throw error;
  }
}

type HandOrder = Extract<Order, { do: 'place-parcel' | 'take-parcel' | 'close-door' | 'open-door-by-hand' }>;

const hands: Readonly<Record<HandOrder['do'], (compartment: VirtualCompartment) => HandOutcome>> = {
  'place-parcel': (compartment) => compartment.putParcel(),
  'take-parcel': (compartment) => compartment.takeParcel(),
  'close-door': (compartment) => compartment.closeDoor(),
  'open-door-by-hand': (compartment) => compartment.openByHand(),
};

const obstacles: Readonly<Record<Extract<HandOutcome, { ok: false }>['reason'], string>> = {
  'door-closed': 'the door is closed',
  'door-open': 'the door is open already',
  'door-does-not-catch': 'the door does not stay closed',
  occupied: 'there is a parcel inside already',
  empty: 'there is no parcel inside',
};

function useHand(simulation: RunningSimulation, order: HandOrder): OrderOutcome {
  const compartment = simulation.station.cabinet.find(order.compartment);
  if (!compartment) return refuse(`there is no compartment ${order.compartment}`);
  const outcome = hands[order.do](compartment);
  return outcome.ok ? obeyed : refuse(`${order.compartment}: ${obstacles[outcome.reason]}`);
}

function obeyAtBoard(
  simulation: RunningSimulation,
  order: Extract<Order, { do: 'reboot-board' | 'set-unlock-answer' }>,
): OrderOutcome {
  const board = simulation.station.boards.get(order.board);
  if (!board) return refuse(`there is no board ${order.board}`);
  if (order.do === 'reboot-board') board.reboot(order.blankMs);
  else board.answersUnlock = order.on;
  return obeyed;
}
