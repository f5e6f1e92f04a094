import { z } from 'zod';

const dayMs = 86_400_000;
const pattern = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})\.(\d{3})Z$/;

/** A point in time on the wire: RFC 3339 in UTC with milliseconds. */
export const instant = z
  .string()
  .regex(pattern)
  .refine((text) => parseInstant(text) !== null)
  .meta({
    id: 'Instant',
    description: 'RFC 3339, UTC, with milliseconds, for example 2026-11-22T08:00:00.000Z.',
  });

/**
 * Writes milliseconds since 1970 (UTC, 0 to the end of the year 9999) as RFC 3339. Calendar arithmetic is
 * done here because only the platform may touch the clock object of the language; the algorithm is the
 * published `civil_from_days`, whose years begin in March so that the leap day is the last one.
 */
export function formatInstant(wallMs: number): string {
  const days = Math.floor(wallMs / dayMs);
  const time = Math.floor(wallMs - days * dayMs);
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1_460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}T${formatTimeOfDay(time)}Z`;
}

function formatTimeOfDay(ms: number): string {
  const hours = Math.floor(ms / 3_600_000);
  const minutes = Math.floor(ms / 60_000) % 60;
  const seconds = Math.floor(ms / 1_000) % 60;
  return `${pad(hours, 2)}:${pad(minutes, 2)}:${pad(seconds, 2)}.${pad(ms % 1_000, 3)}`;
}

/** Reads what `formatInstant` writes; null for anything else, impossible days and hours included. */
export function parseInstant(text: string): number | null {
  const parts = pattern.exec(text);
  if (parts === null) return null;
  const [year, month, day, hours, minutes, seconds, ms] = parts.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const fromMarch = month > 2 ? year : year - 1;
  const era = Math.floor(fromMarch / 400);
  const yearOfEra = fromMarch - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  const days = era * 146_097 + dayOfEra - 719_468;
  const wallMs = days * dayMs + ((hours * 60 + minutes) * 60 + seconds) * 1_000 + ms;
  return formatInstant(wallMs) === text ? wallMs : null;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
