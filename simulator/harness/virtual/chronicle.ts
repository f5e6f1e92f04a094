import type { Witnessed } from '../../checkers/witness.ts';

/** The end of a story is what explains it. */
const rememberedCountMax = 400;

const untold: ReadonlySet<Witnessed['kind']> = new Set([
  'pressed',
  'published',
  'stored',
  'logged',
  'sent',
  'contact',
]);

/** Keeps the last happenings of a world as sentences, each with its virtual time. */
export class Chronicle {
  #witnessed: Witnessed[] = [];

  /** Told only when somebody asks: hardly any world has a story that is worth it. */
  write(witnessed: Witnessed): void {
    if (untold.has(witnessed.kind)) return;
    this.#witnessed.push(witnessed);
    if (this.#witnessed.length > 2 * rememberedCountMax) {
      this.#witnessed = this.#witnessed.slice(-rememberedCountMax);
    }
  }

  last(count: number): readonly string[] {
    const sentences = this.#witnessed.flatMap((witnessed) => {
      const sentence = tell(witnessed);
      return sentence === null ? [] : [`${timeOf(witnessed.atMs)}  ${sentence}`];
    });
    return sentences.slice(-count);
  }
}

/** Day, hour, minute, second and millisecond since the world began. */
export function timeOf(atMs: number): string {
  const part = (ms: number, limit: number, width: number): string =>
    String(Math.floor(atMs / ms) % limit).padStart(width, '0');
  const day = String(Math.floor(atMs / 86_400_000) + 1);
  return `day ${day} ${part(3_600_000, 24, 2)}:${part(60_000, 60, 2)}:${part(1_000, 60, 2)}.${part(1, 1_000, 3)}`;
}

function tell(witnessed: Witnessed): string | null {
  switch (witnessed.kind) {
    case 'metal':
      return tellMetal(witnessed.happening);
    case 'pulse':
      return `The lock of ${witnessed.compartment} is to be pulsed.`;
    case 'report':
      return tellReport(witnessed.report);
    case 'commit':
      return `The station writes down: ${witnessed.events.map(tellEvent).join(', ')}.`;
    case 'asked':
      return tellAsked(witnessed);
    case 'claimed':
      return `Whoever may have ${witnessed.waybill} typed the code: ${tellAnswer(witnessed.answer)}.`;
    case 'parcel':
      return witnessed.did === 'put'
        ? `${witnessed.waybill} is put into ${witnessed.compartment}.`
        : `${witnessed.waybill} is taken out of ${witnessed.compartment}.`;
    case 'power':
      return { off: 'The power goes.', on: 'The power is back.', serving: 'The station serves.' }[
        witnessed.power
      ];
    case 'told':
      return `The recipient of ${witnessed.stay} is told.`;
    case 'card':
      return 'The card is put back to what it was earlier.';
    case 'mischief':
    case 'nature':
      return witnessed.what;
    case 'pressed':
    case 'published':
    case 'stored':
    case 'logged':
    case 'sent':
    case 'contact':
      return null;
  }
}

function tellMetal(happening: Extract<Witnessed, { kind: 'metal' }>['happening']): string | null {
  const { what, compartment } = happening;
  if (what === 'door-opened') return `The door of ${compartment} opens (${happening.by}).`;
  if (what === 'coil-energised') return `The coil of ${compartment} pulls.`;
  if (what === 'door-closed') return `The door of ${compartment} falls shut.`;
  return what === 'door-did-not-catch' ? `The door of ${compartment} does not catch.` : null;
}

function tellReport(report: Extract<Witnessed, { kind: 'report' }>['report']): string {
  if (report.kind === 'reading') {
    return `${report.compartment} reads ${report.door} and ${report.occupancy}.`;
  }
  if (report.kind === 'unlock') return `A pulse ended: ${report.outcome}.`;
  return `${report.board} is ${report.kind === 'board-silent' ? 'silent' : 'answering'}.`;
}

function tellEvent(event: Extract<Witnessed, { kind: 'commit' }>['events'][number]): string {
  return 'compartment' in event ? `${event.type} ${event.compartment}` : event.type;
}

function tellAsked({ who, command, answer }: Extract<Witnessed, { kind: 'asked' }>): string {
  return `${who} asks for ${command.do}: ${tellAnswer(answer)}.`;
}

function tellAnswer(answer: Extract<Witnessed, { kind: 'asked' }>['answer']): string {
  if (answer === null) return 'the screen is dark';
  return answer.ok ? 'yes' : answer.refusal;
}
