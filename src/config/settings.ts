import type { gateLabel, PlannedLayer } from '#domain/shelves';
import type { PlannedCompartment } from '#domain/state';
import type { Jurisdiction } from '#domain/jurisdiction';
import type { Policy } from '#domain/policy';
import type { BoardProfile } from '#bridge/profiles/schema';
import type { GpioBoardProfile } from '#bridge/profiles/gpio-schema';
import type { ScannerProfile } from '#bridge/profiles/scanner-schema';

/** A station file after every check: names resolved, profiles joined, defaults filled in. */
export type Settings = {
  readonly station: {
    readonly id: string;
    readonly name: Readonly<Record<string, string>>;
    readonly address: string;
    readonly hotline: string;
    /** IANA name; null where nobody said. */
    readonly timeZone: string | null;
    readonly filingId: string | null;
    readonly jurisdiction: Jurisdiction;
    readonly languages: readonly string[];
  };
  readonly buses: readonly BusSettings[];
  /** Locks and switches on GPIO lines, board by board. */
  readonly gpio: readonly GpioBoardSettings[];
  /** Boards that none of them names share one supply for each bus. */
  readonly supplies: readonly SupplySettings[];
  /** In the order in which allocation prefers them among equals. */
  readonly compartments: readonly WiredCompartment[];
  /** Null where the station is nothing but compartments. */
  readonly shelves: ShelfSettings | null;
  readonly scanners: readonly ScannerSettings[];
  readonly inputs: {
    readonly camera: { readonly statusFile: string; readonly staleMs: number } | null;
    readonly scale: ScaleSettings | null;
  };
  readonly policy: Policy;
  readonly couriers: { readonly file: string };
  readonly uplink: {
    readonly broker: string;
    readonly clientId: string;
    readonly username: string | null;
    readonly passwordFile: string | null;
    /** Public JWK (OKP Ed25519) by which the centre signs acks, replays and documents. */
    readonly centreKeyFile: string;
    readonly ackKeyFile: string;
    /** Public JWK (OKP X25519) to which contacts and notices are sealed. */
    readonly notifierKeyFile: string;
    /** 64 hexadecimal digits, shared with the centre. */
    readonly dropOffKeyFile: string | null;
    readonly eventsPerSecondMax: number;
  };
  readonly kiosk: { readonly host: string; readonly port: number };
  readonly data: {
    readonly directory: string;
    readonly keysDirectory: string;
    /** Null where the station makes no backups by itself. */
    readonly backups: {
      readonly directory: string;
      readonly everyHours: number;
      readonly keepCount: number;
    } | null;
  };
  readonly log: { readonly level: 'debug' | 'info' | 'warn' | 'error' };
};

export type BusSettings = {
  readonly id: string;
  readonly transport: (
    | { readonly kind: 'serial'; readonly path: string }
    | { readonly kind: 'tcp' | 'rfc2217'; readonly host: string; readonly port: number }
  ) & {
    readonly baud: number;
    /** What the way there and back adds to an exchange at most. */
    readonly latencyMs: number;
  };
  readonly boards: readonly BoardSettings[];
};

/** A power supply of lock coils; it may span buses. */
export type SupplySettings = {
  readonly id: string;
  readonly boards: readonly string[];
  /** Coils that it may energise at the same time. */
  readonly solenoidsAtOnceMax: number;
};

export type BoardSettings = {
  readonly id: string;
  readonly profile: BoardProfile;
  readonly address: number;
  /** Rule R5: what ends a pulse when the station cannot; absent where the board itself ends every pulse. */
  readonly protection?: 'timed-by-hardware' | 'none';
};

/** A line by the label of its chip and its offset there; `unit` tells chips of one label apart. */
type LineSettings = {
  readonly chip: string;
  readonly offset: number;
  readonly unit?: string | undefined;
  readonly activeLow: boolean;
};

export type GpioBoardSettings = {
  readonly id: string;
  readonly profile: GpioBoardProfile;
  readonly port: 'sysfs' | 'gpiod';
  /** Rule R5: what ends a pulse when the station cannot. */
  readonly protection: 'timed-by-hardware' | 'none';
  readonly channels: readonly {
    readonly lock: LineSettings;
    /** Active means closed. */
    readonly door: (LineSettings & { readonly bias: 'as-is' | 'pull-up' | 'pull-down' }) | null;
  }[];
  readonly timing: GpioBoardProfile['timing'];
  readonly solenoidsAtOnceMax: number;
};

export type ScannerSettings = {
  readonly id: string;
  readonly profile: ScannerProfile;
  readonly binding:
    | {
        readonly kind: 'usb';
        /** Empty: the usage of the profile alone decides. A product of null stands for any of the vendor. */
        readonly identities: readonly { readonly vendor: number; readonly product: number | null }[];
        readonly serial: string | null;
        readonly usbPort: string | null;
      }
    | { readonly kind: 'serial'; readonly path: string; readonly baud: number };
};

/** A scale on a serial line that sends its weight again and again. */
export type ScaleSettings = {
  readonly path: string;
  readonly baud: number;
  readonly dataBits: 7 | 8;
  readonly parity: 'none' | 'even' | 'odd';
  readonly stopBits: 1;
  readonly staleMs: number;
};

/** The layers of an attended station, and the lock of the gate at the way out. */
export type ShelfSettings = {
  readonly layers: readonly PlannedLayer[];
  readonly gate:
    | (Pick<WiredCompartment, 'board' | 'channel' | 'doorSensor' | 'occupancySensor'> & {
        readonly label: typeof gateLabel;
      })
    | null;
};

export type WiredCompartment = PlannedCompartment & {
  readonly channel: number;
  readonly widthMm: number;
  readonly clearHeightMm: number;
  readonly depthMm: number;
  readonly cabinet: string;
  /** What the cabinet's profile says of it, for example `low` or `cooled`. */
  readonly features: readonly string[];
  readonly column: number;
  readonly row: number;
};
