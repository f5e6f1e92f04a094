import { checkDigit } from '#domain/code';
import type { CompartmentLabel } from '#domain/words';
import { Person } from './person.ts';
import { steadyTemper as steady } from './surroundings.ts';
import type { Surroundings } from './surroundings.ts';

/** Tries numbers at the kiosk; what is tried has a right check digit, or it would cost nothing. */
export async function guess(around: Surroundings, who: string, count: number): Promise<void> {
  const person = new Person(around, who, steady);
  await around.turns.take();
  for (let tried = 0; tried < count; tried += 1) {
    const digits = Array.from({ length: 8 }, () => String(person.dice.below(10))).join('');
    const extension = tried === 0 ? '' : String(100_000 + person.dice.below(900_000));
    await around.screen.typeCode(who, digits + checkDigit(digits), extension);
    await person.linger(6_000);
  }
  around.turns.give();
}

/** Breaks a door open and takes what is behind it. */
export async function steal(around: Surroundings, who: string): Promise<void> {
  const person = new Person(around, who, steady);
  const label = pick(person, around.reach.labels);
  const content = around.reach.contentOf(label);
  around.mischief(`${who} breaks ${label} open`, label, ...(content === null ? [] : [content]));
  if (!around.reach.force(label).ok) return;
  await person.linger(2_000);
  if (content !== null && around.reach.contentOf(label) === content) around.reach.take(label);
  await person.linger(3_000);
  if (person.dice.below(2) === 0) await person.shut(label);
}

/** Shuts doors that stand open, whoever they belong to. */
export async function shutDoors(around: Surroundings, who: string): Promise<void> {
  const person = new Person(around, who, steady);
  for (const label of around.reach.labels) {
    if (!around.reach.isOpen(label)) continue;
    await person.shut(label);
    await person.linger(700);
  }
}

/** A child pulls an empty compartment open, climbs in, and pulls the door shut. */
export async function hideInside(around: Surroundings, who: string): Promise<void> {
  const person = new Person(around, who, steady);
  const { reach } = around;
  const empty = reach.labels.filter((label) => reach.contentOf(label) === null);
  const label = empty.find((one) => reach.isOpen(one)) ?? (empty.length === 0 ? null : pick(person, empty));
  if (label === null) return;
  around.mischief(`${who} plays with ${label}`, label);
  if (!reach.isOpen(label)) reach.force(label);
  await person.linger(1_500);
  if (!reach.isOpen(label) || reach.contentOf(label) !== null) return;
  reach.hide(label);
  if (person.dice.below(3) === 0) await around.screen.ask(who, { do: 'report-inside' });
}

/** Looks after the place: looks into what was opened, says that it is empty, shuts what stands open. */
export async function lookAfter(around: Surroundings, who: string): Promise<void> {
  const person = new Person(around, who, steady);
  const { reach, screen, turns } = around;
  await turns.take();
  for (const label of reach.labels) {
    const isReleased = screen.state?.releases.some(({ compartment }) => compartment === label) ?? false;
    if (!reach.isOpen(label)) continue;
    await person.linger(1_000);
    if (reach.contentOf(label) === null && isReleased) {
      await screen.ask(who, { do: 'confirm-empty', compartment: label as CompartmentLabel });
    }
    await person.shut(label);
  }
  turns.give();
}

function pick(person: Person, labels: readonly string[]): string {
  return labels[person.dice.below(labels.length)] ?? '';
}
