import type { RunningSimulation } from '../running-simulation.ts';
import { cameraFault, scaleFault } from './faults.ts';
import { explain, obeyed, refuse } from './order.ts';
import type { FaultOrder, Order, OrderOutcome } from './order.ts';

/** Switches a fault on or off at the scale or at the camera. */
export function obeyAtInput(
  simulation: RunningSimulation,
  input: 'scale' | 'camera',
  order: FaultOrder,
): OrderOutcome {
  return input === 'scale' ? obeyAtScale(simulation, order) : obeyAtCamera(simulation, order);
}

/** Somebody lays something on the pan, or takes it off. */
export function weigh(
  { inputs }: RunningSimulation,
  { grams }: Extract<Order, { do: 'weigh' }>,
): OrderOutcome {
  if (!inputs?.scale) return refuse('there is no scale');
  inputs.scale.scale.weigh(grams);
  return obeyed;
}

function obeyAtScale({ inputs }: RunningSimulation, order: FaultOrder): OrderOutcome {
  if (!inputs?.scale) return refuse('there is no scale');
  const { scale, port } = inputs.scale;
  const isAll = order.do === 'clear-fault' && order.fault === undefined;
  if (isAll) {
    scale.clearFault();
    port.plugIn();
    return obeyed;
  }
  const fault = scaleFault.safeParse(order.fault);
  if (!fault.success) return refuse(`fault at the scale: ${explain(fault.error)}`);
  const { kind } = fault.data;
  if (kind === 'unplugged') {
    if (order.do === 'set-fault') port.unplug();
    else port.plugIn();
  } else if (order.do === 'set-fault') scale.setFault(kind);
  else scale.clearFault(kind);
  return obeyed;
}

function obeyAtCamera({ inputs }: RunningSimulation, order: FaultOrder): OrderOutcome {
  if (!inputs?.camera) return refuse('there is no camera');
  const { camera } = inputs;
  if (order.do === 'clear-fault' && order.fault === undefined) {
    camera.clearFault();
    return obeyed;
  }
  const fault = cameraFault.safeParse(order.fault);
  if (!fault.success) return refuse(`fault at the camera: ${explain(fault.error)}`);
  if (order.do === 'set-fault') camera.setFault(fault.data.kind);
  else camera.clearFault(fault.data.kind);
  return obeyed;
}
