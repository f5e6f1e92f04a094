/** Randomness as a port: the shell passes the operating system's, a simulation passes a seed's. */
export type Chance = {
  /** `count` independent, uniformly distributed decimal digits. */
  digits(count: number): string;
  /** An identifier with at least 128 random bits, made of lower-case letters and digits. */
  id(): string;
};
