/**
 * Minutes since local midnight for a wall clock in milliseconds since 1970 (UTC), with the summer time of the
 * place. `timeZone` is a name of the IANA list; where it is null, the answer is null too.
 */
export function openLocalTime(timeZone: string | null): (wallMs: number) => number | null {
  if (timeZone === null) return () => null;
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return (wallMs) => {
    const [hour = 0, minute = 0] = clock.format(wallMs).split(':').map(Number);
    return hour * 60 + minute;
  };
}
