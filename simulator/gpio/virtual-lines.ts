/** The level on a wire. */
export type Level = 0 | 1;

/** One line as a meter at its pin would see it. */
export class VirtualLine {
  #direction: 'in' | 'out' = 'in';
  #driven: Level = 0;
  #applied: Level = 0;
  readonly #observers = new Set<() => void>();

  get direction(): 'in' | 'out' {
    return this.#direction;
  }

  get level(): Level {
    return this.#direction === 'out' ? this.#driven : this.#applied;
  }

  /** The controller drives the line from now on. */
  drive(level: Level): void {
    this.#change(() => {
      this.#direction = 'out';
      this.#driven = level;
    });
  }

  /** The controller only listens from now on. */
  float(): void {
    this.#change(() => {
      this.#direction = 'in';
    });
  }

  /** What hangs on the line puts this level on it; seen while nobody drives the line. */
  apply(level: Level): void {
    this.#change(() => {
      this.#applied = level;
    });
  }

  /** Calls `observer` at every change of level or direction; the returned function stops that. */
  observe(observer: () => void): () => void {
    this.#observers.add(observer);
    return () => this.#observers.delete(observer);
  }

  #change(act: () => void): void {
    const { direction, level } = this;
    act();
    if (direction === this.direction && level === this.level) return;
    for (const observer of this.#observers) observer();
  }
}

export type VirtualChipInput = {
  readonly label: string;
  readonly lineCount: number;
  /** The number of its first line in sysfs, for example 512. */
  readonly firstNumber: number;
  /** Tells chips of one label apart. */
  readonly unit?: string;
};

/** One GPIO chip, as the kernel has it. */
export class VirtualChip {
  readonly name: string;
  readonly label: string;
  readonly firstNumber: number;
  readonly unit: string | null;
  readonly lines: readonly VirtualLine[];
  /** False while it is pulled out. */
  isPresent = true;

  constructor({ label, lineCount, firstNumber, unit }: VirtualChipInput) {
    this.name = `gpiochip${String(firstNumber)}`;
    this.label = label;
    this.firstNumber = firstNumber;
    this.unit = unit ?? null;
    this.lines = Array.from({ length: lineCount }, () => new VirtualLine());
  }
}
