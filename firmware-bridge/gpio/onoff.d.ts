/**
 * What is used of onoff, declared here because the package is optional: without a compiler for its addon it is
 * not installed, and the program has to build all the same (rule R26).
 */
declare module 'onoff' {
  export class Gpio {
    constructor(
      number: number,
      direction: 'in' | 'high' | 'low',
      edge: 'none' | 'both',
      options: { readonly activeLow: boolean },
    );
    readSync(): 0 | 1;
    writeSync(level: 0 | 1): void;
    watch(changed: (error: Error | null | undefined) => void): void;
    unwatch(): void;
    direction(): string;
    edge(): string;
    unexport(): void;
  }
}
