/** Time as the virtual hardware sees it: moved by hand in a simulation, the machine's own in a demo. */
export type { BridgeClock as SimulatorClock } from '#bridge/clock';
