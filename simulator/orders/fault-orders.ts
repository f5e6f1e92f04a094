import type { VirtualBoard } from '../boards/virtual-board.ts';
import type { RunningSimulation } from '../running-simulation.ts';
import { boardFault, busFault, compartmentFault, mended, scannerFault, wearOf } from './faults.ts';
import { obeyAtInput } from './input-orders.ts';
import { explain, obeyed, refuse } from './order.ts';
import type { FaultOrder, OrderOutcome } from './order.ts';

/** Switches a fault on or off at what the order names. */
export function obeyFaultOrder(simulation: RunningSimulation, order: FaultOrder): OrderOutcome {
  const { compartment, board, bus, scanner, input } = order;
  const named = [compartment, board, bus, scanner, input].filter((one) => one !== undefined);
  if (named.length !== 1) {
    return refuse('a fault befalls exactly one of compartment, board, bus, scanner and input');
  }
  if (order.channel !== undefined && board === undefined) return refuse('only a board has channels');
  if (compartment !== undefined) return obeyAtCompartment(simulation, compartment, order);
  if (board !== undefined) return obeyAtBoard(simulation, board, order);
  if (scanner !== undefined) return obeyAtScanner(simulation, scanner, order);
  if (input !== undefined) return obeyAtInput(simulation, input, order);
  return obeyAtBus(simulation, bus ?? '', order);
}

function obeyAtCompartment(simulation: RunningSimulation, label: string, order: FaultOrder): OrderOutcome {
  const compartment = simulation.station.cabinet.find(label);
  if (!compartment) return refuse(`there is no compartment ${label}`);
  if (order.do === 'set-fault') {
    const fault = compartmentFault.safeParse(order.fault);
    if (!fault.success) return refuse(`fault at a compartment: ${explain(fault.error)}`);
    compartment.setWear(wearOf(fault.data));
    return obeyed;
  }
  const kind = order.fault ?? 'all';
  if (!isMendable(kind)) return refuse(`a compartment knows no fault ${kind}`);
  compartment.setWear(mended[kind]);
  return obeyed;
}

function isMendable(kind: string): kind is keyof typeof mended {
  return Object.hasOwn(mended, kind);
}

function obeyAtBoard(simulation: RunningSimulation, id: string, order: FaultOrder): OrderOutcome {
  const board = simulation.station.boards.get(id);
  if (!board) return refuse(`there is no board ${id}`);
  const { address, channels } = board.profile;
  const channel = order.channel ?? null;
  if (channel !== null && channel > channels) return refuse(`board ${id} has ${String(channels)} channels`);
  if (order.do === 'clear-fault') {
    board.clearFaults(order.fault, channel);
    return obeyed;
  }
  const fault = boardFault.safeParse(order.fault);
  if (!fault.success) return refuse(`fault at a board: ${explain(fault.error)}`);
  if ('address' in fault.data && !isWithin(fault.data.address, address)) {
    return refuse(`this board's addresses go from ${String(address.min)} to ${String(address.max)}`);
  }
  if (fault.data.kind === 'address-clash') {
    if (channel !== null) return refuse('a channel has no address');
    if (!hasBeside(simulation, board, fault.data.address)) {
      return refuse(`no other board of this kind and line has the address ${String(fault.data.address)}`);
    }
  }
  board.setFault(fault.data, channel);
  return obeyed;
}

function hasBeside({ station }: RunningSimulation, board: VirtualBoard, address: number): boolean {
  return [...station.buses.values()].some((bus) => bus.boardBeside(board, address) !== null);
}

function isWithin(value: number, range: { readonly min: number; readonly max: number }): boolean {
  return value >= range.min && value <= range.max;
}

function obeyAtScanner(simulation: RunningSimulation, id: string, order: FaultOrder): OrderOutcome {
  const plugged = simulation.scanners?.get(id);
  if (!plugged) return refuse(`there is no scanner ${id}`);
  const { scanner, port } = plugged;
  if (order.do === 'clear-fault') {
    if (order.fault === undefined || order.fault === 'mute') scanner.isMute = false;
    if (order.fault === undefined || order.fault === 'unplugged') port.plugIn();
    scanner.clearFaults(order.fault);
    return obeyed;
  }
  const fault = scannerFault.safeParse(order.fault);
  if (!fault.success) return refuse(`fault at a scanner: ${explain(fault.error)}`);
  if (fault.data.kind === 'mute') scanner.isMute = true;
  else if (fault.data.kind === 'unplugged') port.unplug();
  else scanner.setFault(fault.data);
  return obeyed;
}

function obeyAtBus(simulation: RunningSimulation, id: string, order: FaultOrder): OrderOutcome {
  const bus = simulation.station.buses.get(id);
  if (!bus) return refuse(`there is no bus ${id}`);
  const port = simulation.ports.get(id);
  if (order.do === 'clear-fault') {
    if (order.fault === undefined || order.fault === 'echo') bus.isEchoing = false;
    if (order.fault === undefined || order.fault === 'unplugged') port?.plugIn();
    return obeyed;
  }
  const fault = busFault.safeParse(order.fault);
  if (!fault.success) return refuse(`fault at a bus: ${explain(fault.error)}`);
  if (fault.data.kind === 'echo') bus.isEchoing = true;
  else if (!port) return refuse(`bus ${id} has no port that could be unplugged`);
  else port.unplug();
  return obeyed;
}
