import type { VirtualChip, VirtualLine } from './virtual-lines.ts';

/** Numbers of errors as the kernel returns them. */
export const errors = {
  EPERM: 1,
  ENOENT: 2,
  EIO: 5,
  EACCES: 13,
  EBUSY: 16,
  ENODEV: 19,
  EINVAL: 22,
  ENOSYS: 38,
} as const;
export type ErrorName = keyof typeof errors;

/** What was written below `/sys/class/gpio`, in the order in which it was written. */
export type SysfsWrite = { readonly path: string; readonly text: string };

type Edge = 'none' | 'rising' | 'falling' | 'both';
type Exported = {
  readonly chip: VirtualChip;
  readonly line: VirtualLine;
  activeLow: boolean;
  edge: Edge;
  /** Edges of the configured kind so far; a reader that has seen fewer is told. */
  edgeCount: number;
  readonly stop: () => void;
};

/**
 * `/sys/class/gpio` as the kernel behaves: numbers over all chips, lines that appear when they are exported,
 * `high` and `low` that set direction and level in one step. Knows no file descriptor.
 */
export class SysfsTree {
  readonly writes: SysfsWrite[] = [];
  /** Called when a line that somebody may wait for has had an edge. */
  onEdge: (path: string) => void = () => undefined;
  readonly #chips: readonly VirtualChip[];
  readonly #exported = new Map<number, Exported>();

  constructor(chips: readonly VirtualChip[]) {
    this.#chips = chips;
  }

  /** Names in a folder, or null where there is no such folder. Paths begin with a slash. */
  list(path: string): readonly string[] | null {
    const [first, second, ...deeper] = path.split('/').filter((part) => part !== '');
    if (first === undefined) return ['export', 'unexport', ...this.#folders()];
    if (!this.#folders().includes(first) || deeper.length > 0) return null;
    if (second === 'device') return first.startsWith('gpiochip') ? ['uevent'] : null;
    if (second !== undefined) return null;
    return first.startsWith('gpiochip')
      ? ['base', 'device', 'label', 'ngpio']
      : ['active_low', 'direction', 'edge', 'value'];
  }

  isFile(path: string): boolean {
    const place = path.lastIndexOf('/');
    const names = this.list(path.slice(0, place)) ?? [];
    return names.includes(path.slice(place + 1)) && this.list(path) === null;
  }

  /** Content of a file, or the error that reading it gives. */
  read(path: string): { readonly text: string } | { readonly error: ErrorName } {
    const [, folder = '', name = '', inner] = path.split('/');
    const chip = this.#chips.find((one) => one.name === folder);
    if (chip !== undefined) return { text: chipText(chip, inner === undefined ? name : inner) };
    const exported = this.#find(folder);
    if (exported === undefined) return { error: 'EACCES' };
    if (!exported.chip.isPresent) return { error: 'ENODEV' };
    return { text: `${lineText(exported, name)}\n` };
  }

  /** Edges that a reader of this file could have noticed so far. */
  edgeCount(path: string): number {
    const [, folder = '', name] = path.split('/');
    return name === 'value' ? (this.#find(folder)?.edgeCount ?? 0) : 0;
  }

  /** Null if it was done. */
  write(path: string, text: string): ErrorName | null {
    this.writes.push({ path, text: text.trim() });
    const [, folder = '', name = ''] = path.split('/');
    if (folder === 'export') return this.#export(Number(text));
    if (folder === 'unexport') return this.#unexport(Number(text));
    const exported = this.#find(folder);
    if (exported === undefined) return 'EACCES';
    return exported.chip.isPresent ? writeLine(exported, name, text.trim()) : 'ENODEV';
  }

  #folders(): readonly string[] {
    const chips = this.#chips.filter((chip) => chip.isPresent).map((chip) => chip.name);
    return [...chips, ...[...this.#exported.keys()].map((number) => `gpio${String(number)}`)];
  }

  #find(folder: string): Exported | undefined {
    const number = /^gpio(\d+)$/.exec(folder)?.[1];
    return number === undefined ? undefined : this.#exported.get(Number(number));
  }

  #export(number: number): ErrorName | null {
    if (this.#exported.has(number)) return 'EBUSY';
    const chip = this.#chips.find(
      ({ firstNumber, lines, isPresent }) =>
        isPresent && number >= firstNumber && number < firstNumber + lines.length,
    );
    const line = chip?.lines[number - chip.firstNumber];
    if (chip === undefined || line === undefined) return 'EINVAL';
    let before = line.level;
    const stop = line.observe(() => {
      if (line.level === before) return;
      before = line.level;
      this.#noticeEdge(number);
    });
    this.#exported.set(number, { chip, line, activeLow: false, edge: 'none', edgeCount: 0, stop });
    return null;
  }

  #unexport(number: number): ErrorName | null {
    const exported = this.#exported.get(number);
    if (exported === undefined) return 'EINVAL';
    exported.stop();
    this.#exported.delete(number);
    return null;
  }

  #noticeEdge(number: number): void {
    const exported = this.#exported.get(number);
    if (exported === undefined) return;
    const edge = (exported.line.level === 1) === exported.activeLow ? 'falling' : 'rising';
    if (exported.edge !== 'both' && exported.edge !== edge) return;
    exported.edgeCount += 1;
    this.onEdge(`/gpio${String(number)}/value`);
  }
}

function chipText(chip: VirtualChip, name: string): string {
  if (name === 'uevent') return chip.unit === null ? '' : `HID_UNIQ=${chip.unit}\n`;
  const texts: Readonly<Record<string, string | number>> = {
    label: chip.label,
    base: chip.firstNumber,
    ngpio: chip.lines.length,
  };
  return `${String(texts[name] ?? '')}\n`;
}

function lineText({ line, activeLow, edge }: Exported, name: string): string {
  if (name === 'direction') return line.direction;
  if (name === 'active_low') return activeLow ? '1' : '0';
  return name === 'edge' ? edge : String(activeLow ? 1 - line.level : line.level);
}

function writeLine(exported: Exported, name: string, text: string): ErrorName | null {
  const { line } = exported;
  if (name === 'active_low') {
    exported.activeLow = text !== '0';
    return null;
  }
  if (name === 'direction') return writeDirection(line, text);
  if (name === 'edge') {
    if (text !== 'none' && text !== 'rising' && text !== 'falling' && text !== 'both') return 'EINVAL';
    if (line.direction === 'out') return 'EIO';
    exported.edge = text;
    return null;
  }
  if (line.direction === 'in') return 'EPERM';
  line.drive((text !== '0') === exported.activeLow ? 0 : 1);
  return null;
}

function writeDirection(line: VirtualLine, text: string): ErrorName | null {
  if (text === 'in') line.float();
  else if (text === 'high') line.drive(1);
  else if (text === 'low' || text === 'out') line.drive(0);
  else return 'EINVAL';
  return null;
}
