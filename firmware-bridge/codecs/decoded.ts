import type { Decoded } from './lock-board-codec.ts';

export function accepted<T>(value: T): Decoded<T> {
  return { ok: true, value };
}

export function refused(error: string): { readonly ok: false; readonly error: string } {
  return { ok: false, error };
}
