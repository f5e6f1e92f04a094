/** Milliseconds since 1970, UTC, of this machine. */
export function wallMs(): number {
  return Date.now();
}
