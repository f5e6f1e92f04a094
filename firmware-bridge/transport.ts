/** A way to bytes. Knows no protocol. A connection is used once: after `closed` a new one is made. */
export interface Connection {
  /** Hands the bytes to the line at once or throws; nothing is ever queued for a later opening. */
  write(bytes: Uint8Array): void;
  close(): Promise<void>;
}

export type ConnectionListener = {
  readonly received: (bytes: Uint8Array) => void;
  /** The line went away by itself or through an error; called at most once, never after `close`. */
  readonly lost: (reason: string) => void;
};

export interface Transport {
  /** For messages, for example the path of the port. */
  readonly name: string;
  /** Opens exclusively, or rejects with the reason. */
  open(listener: ConnectionListener): Promise<Connection>;
}
