/** Bytes that a board puts on the line, `afterMs` of silence after what it said or heard before. */
export type Transmission = { readonly afterMs: number; readonly bytes: Uint8Array };

/** Carries transmissions in their order; the first `afterMs` counts from the end of the request. */
export type Transmit = (transmissions: readonly Transmission[]) => void;
