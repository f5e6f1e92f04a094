/**
 * The package is optional: without a compiler for its addon it is not installed, and the program has to build
 * all the same (rule R26). What is used of it stands in `sysfs-port.ts`.
 */
declare module 'onoff' {
  export const Gpio: import('./sysfs-port.ts').Onoff['Gpio'];
}
