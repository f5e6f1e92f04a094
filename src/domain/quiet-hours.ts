/** In minutes of the local day; `fromMinute` above `toMinute` goes over midnight. */
export type QuietHours = { readonly fromMinute: number; readonly toMinute: number };

/** Whether a minute of the local day is quiet; the first minute is, the last one is not any more. */
export function isQuietAt({ fromMinute, toMinute }: QuietHours, minuteOfDay: number): boolean {
  const isAfterBegin = minuteOfDay >= fromMinute;
  const isBeforeEnd = minuteOfDay < toMinute;
  return fromMinute <= toMinute ? isAfterBegin && isBeforeEnd : isAfterBegin || isBeforeEnd;
}
