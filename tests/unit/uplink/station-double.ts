import type { Command } from '#domain/commands';
import type { Answer } from '#domain/decision';
import { unreadCompartment } from '#domain/compartment';
import type { FaultCode } from '#domain/faults';
import type { Moment } from '#domain/moment';
import { defaultPolicy } from '#domain/policy';
import type { Compartment, Fault, Stay, StationState } from '#domain/state';
import type { BoardId, BootId, CompartmentLabel, StayId } from '#domain/words';
import type { StationControl } from '#station/control';

const at: Moment = { wallMs: 1_795_334_400_250, monoMs: 0, boot: 'boot-1' as BootId, clock: 'trusted' };
const labels = ['A01', 'A02', 'A03'] as CompartmentLabel[];

function compartment(label: CompartmentLabel): Compartment {
  const known = { door: 'closed', lastDoor: 'closed', doorSince: at, occupancy: 'empty' } as const;
  return { ...unreadCompartment(label), ...known };
}

export function stayIn(id: string, label = 'A01'): Stay {
  const keeping = { hours: 24, extraHours: 0, remindedHours: null, fee: null };
  const known = { id: id as StayId, compartment: label as CompartmentLabel, notifiedAt: null };
  return { ...known, keeping, recall: null } as unknown as Stay;
}

const emptyState: StationState = {
  plan: {
    station: 's-1',
    compartments: labels.map((label) => ({
      label,
      size: 'M',
      board: 'left-0' as BoardId,
      heightMm: 500,
      doorSensor: true,
      occupancySensor: true,
    })),
  },
  policy: defaultPolicy,
  compartments: labels.map(compartment),
  stays: [],
  intentions: [],
  releases: [],
  faults: [],
  cases: [],
  interlocks: [],
  visit: null,
  silentBoards: [],
  link: 'down',
} as unknown as StationState;

/** Takes commands as the station does, so far as the uplink can tell. */
export class StationDouble implements StationControl {
  readonly asked: Command[] = [];
  isStopping = false;
  #state = emptyState;
  readonly #listeners = new Set<Parameters<StationControl['onCommitted']>[0]>();

  state(): StationState {
    return this.#state;
  }

  ask(command: Command): Promise<Answer> {
    if (this.isStopping) return Promise.reject(new TypeError('the station is stopping'));
    this.asked.push(command);
    if (command.do === 'change-link') this.change({ link: command.link });
    if (command.do === 'raise-fault') this.raise(command.fault, command.subject);
    if (command.do === 'clear-fault') this.clear(command.fault, command.subject);
    if (command.do === 'record-notified') this.#notify(command.stay);
    return Promise.resolve({ ok: true, visit: null, stay: null });
  }

  onCommitted(listener: Parameters<StationControl['onCommitted']>[0]): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  change(part: Partial<StationState>): void {
    this.#state = { ...this.#state, ...part };
    for (const listener of this.#listeners) listener(this.#state, []);
  }

  raise(code: FaultCode, subject: string): void {
    const fault: Fault = { id: `${code}.${subject}`, code, subject, compartments: [], since: at };
    this.change({ faults: [...this.#state.faults, fault] });
  }

  clear(code: FaultCode, subject: string): void {
    this.change({ faults: this.#state.faults.filter((one) => one.id !== `${code}.${subject}`) });
  }

  get faultIds(): string[] {
    return this.#state.faults.map(({ id }) => id);
  }

  #notify(id: StayId): void {
    const stays = this.#state.stays.map((stay) => (stay.id === id ? { ...stay, notifiedAt: at } : stay));
    this.change({ stays });
  }
}
