/** What the uplink needs of the station file; durations in seconds where MQTT counts in seconds. */
export type UplinkSettings = {
  readonly station: string;
  /** `mqtt://host:port` or `mqtts://host:port`. */
  readonly broker: string;
  readonly clientId: string;
  readonly username: string | null;
  readonly password: string | null;
  /** Rule R25: keeps a fleet from storming. */
  readonly eventsPerSecondMax: number;
  /** Rule R24: how long the broker waits before it says that the station is lost. */
  readonly willDelaySeconds: number;
  /** A half-open connection is noticed after one and a half times this. */
  readonly keepAliveSeconds: number;
};

export const uplinkDefaults = {
  eventsPerSecondMax: 1_000,
  willDelaySeconds: 30,
  keepAliveSeconds: 20,
} as const;
