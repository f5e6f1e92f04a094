/** What is handed to the broker; always QoS 1. */
export type Publication = {
  readonly topic: string;
  readonly payload: string;
  readonly retained: boolean;
  readonly contentType: string;
};

/** What the broker announced when it let us in. */
export type ConnectionLimits = {
  /** Publications that may wait for their PUBACK at the same time. */
  readonly receiveMax: number;
  /** Largest packet in bytes. */
  readonly packetSizeMax: number;
};

/** `puback`: the broker has it, which is not delivery; `refused`: it said no; `lost`: the wire broke. */
export type PublishOutcome = 'puback' | 'refused' | 'lost';

/** One connection to the broker, used once: after its loss a new one is made. */
export interface Connection {
  readonly limits: ConnectionLimits;
  /** Whether a publication stays within the broker's packet limit. */
  fits(publication: Publication): boolean;
  /** Publications leave in the order of the calls; those beyond `receiveMax` wait. Never rejects. */
  publish(publication: Publication): Promise<PublishOutcome>;
  /** Says goodbye, so that no will is sent; resolves within a second. */
  close(): Promise<void>;
}

export type Loss = 'closed' | 'taken-over';

export type ConnectionListener = {
  /** `retained`: kept by the broker from before the subscription, not published now. */
  readonly received: (topic: string, payload: string, retained: boolean) => void;
  /** Called at most once, never after `close`. */
  readonly lost: (loss: Loss) => void;
};

export type ConnectionWish = {
  readonly will: { readonly topic: string; readonly payload: string };
  readonly subscriptions: readonly string[];
};

export type DialOutcome =
  { readonly ok: true; readonly connection: Connection } | { readonly ok: false; readonly reason: string };

/**
 * Tries once to connect and to subscribe; an expected failure is a value with a reason for the log, and so is
 * an aborted attempt.
 */
export type Dial = (
  wish: ConnectionWish,
  listener: ConnectionListener,
  abort: AbortSignal,
) => Promise<DialOutcome>;
