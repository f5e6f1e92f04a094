import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { packageRoot } from '#config/package-root';
import type { Level } from '#simulator/gpio/virtual-lines';
import type { SysfsWrite } from '#simulator/gpio/sysfs-tree';
import type { CoilInterval } from '#simulator/physics/coils';

export type MachineInput = {
  readonly chip: string;
  readonly lineCount: number;
  readonly compartments: readonly {
    readonly label: string;
    readonly lock: number;
    readonly door: number;
    readonly activeLow: boolean;
  }[];
};

export type MachineOrder =
  | { readonly do: 'level'; readonly offset: number }
  | { readonly do: 'apply'; readonly offset: number; readonly level: Level }
  | { readonly do: 'chatter'; readonly offset: number; readonly isOn: boolean }
  | { readonly do: 'present'; readonly isPresent: boolean }
  | { readonly do: 'open-by-hand'; readonly compartment: string }
  | { readonly do: 'writes' | 'coils' };

export type PipedProcess = ChildProcessByStdio<Writable, Readable, null>;

/**
 * Where the tests of this folder are after the build; a process under test is no business of the test runner.
 */
export function builtFile(name: string): string {
  return join(packageRoot(), 'dist/tests/integration/bridge', `${name}.js`);
}

/**
 * A machine with GPIO: a process that plays the kernel in namespaces of its own, and the processes that are
 * started inside. They see the machine's files, and nobody else does.
 */
export class GpioMachine {
  readonly #kernel: PipedProcess;
  readonly #lines: Interface;
  readonly #pid: number;
  readonly #children = new Set<PipedProcess>();

  private constructor(kernel: PipedProcess, lines: Interface, pid: number) {
    this.#kernel = kernel;
    this.#lines = lines;
    this.#pid = pid;
  }

  /** Needs what `unshare --map-root-user --mount` needs, and /dev/fuse. */
  static async start(input: MachineInput): Promise<GpioMachine> {
    const command = ['--user', '--map-root-user', '--mount', process.execPath, builtFile('gpio-machine')];
    const kernel = spawn('unshare', [...command, JSON.stringify(input)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const lines = createInterface({ input: kernel.stdout });
    const [first] = (await once(lines, 'line')) as [string];
    const { pid } = JSON.parse(first) as { readonly pid: number };
    return new GpioMachine(kernel, lines, pid);
  }

  /** What `nsenter` needs to lead inside. */
  get inside(): readonly string[] {
    return ['--preserve-credentials', '--user', '--mount', '--target', String(this.#pid)];
  }

  /** Starts a program inside; it can be killed and stopped like any other process. */
  run(program: string, args: readonly string[]): PipedProcess {
    const child = spawn('nsenter', [...this.inside, program, ...args], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#children.add(child);
    child.once('exit', () => this.#children.delete(child));
    return child;
  }

  async level(offset: number): Promise<Level> {
    return (await this.order({ do: 'level', offset })) as Level;
  }

  async writes(): Promise<readonly SysfsWrite[]> {
    return (await this.order({ do: 'writes' })) as readonly SysfsWrite[];
  }

  async coils(): Promise<readonly CoilInterval[]> {
    return (await this.order({ do: 'coils' })) as readonly CoilInterval[];
  }

  /** Orders are given one after the other: each waits for its answer. */
  async order(order: MachineOrder): Promise<unknown> {
    this.#kernel.stdin.write(`${JSON.stringify(order)}\n`);
    const [line] = (await once(this.#lines, 'line')) as [string];
    return (JSON.parse(line) as { readonly answer: unknown }).answer;
  }

  async stop(): Promise<void> {
    for (const child of this.#children) {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    }
    const gone = once(this.#kernel, 'exit');
    this.#kernel.stdin.end();
    await gone;
  }
}
