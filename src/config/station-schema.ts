import { z } from 'zod';
import { jurisdictions } from '#domain/jurisdiction';
import { usbId } from '#bridge/profiles/scanner-schema';
import { acceptedReason, coilProtection, gpioBoard } from './gpio-schema.ts';

/** The station file as a person writes it; `docs/configuration.md` explains every key. */

const text = z.string().min(1);
const name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'lower-case letters, digits and hyphens, at most 40 characters');
const language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/, 'a language tag such as en or zh');

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

const station = z.strictObject({
  /** One level of every MQTT topic of the station, hence the narrow alphabet. */
  id: z.string().regex(/^[a-z0-9-]{3,40}$/, 'lower-case letters, digits and hyphens, 3 to 40 characters'),
  /** Language to name. */
  name: z.record(language, text),
  address: text,
  hotline: text,
  /** Without it there are no quiet hours, for nobody knows when night is. */
  timeZone: z
    .string()
    .refine(isTimeZone, 'a time zone of the IANA list, for example Asia/Shanghai')
    .nullable()
    .default(null),
  filingId: text.nullable().default(null),
  /** A must too many only asks; one that is missing harms, so that the strictest is the default. */
  jurisdiction: z.enum(jurisdictions).default('cn'),
  languages: z.array(language).min(1),
});

const serialPath = z
  .string()
  .regex(/^\/./, 'the absolute path of a serial port, for example /dev/locker/bus0');

const board = z.strictObject({
  id: name,
  /** Id of a lock board in `hardware-profiles/boards`. */
  profile: name,
  /** As the board's switch is set. */
  address: z.int(),
  polarity: z
    .strictObject({
      hook: z.enum(['one-is-closed', 'one-is-open']).optional(),
      item: z.enum(['one-is-occupied', 'one-is-empty']).nullable().optional(),
    })
    .default({}),
  /** An adapter that repeats what is sent is no property of the board, so the file may say so. */
  echo: z.enum(['none', 'strip']).optional(),
  /** Only where the profile says that the station ends the pulses (rule R5). */
  protection: coilProtection.optional(),
  acceptUnprotected: acceptedReason,
});
export type WrittenBoard = z.infer<typeof board>;

const everyWay = {
  /** Overrides the speed of the boards' profiles, where a board was reconfigured. */
  baud: z.int().min(300).max(921_600).optional(),
  latencyMs: z.int().min(0).max(2000).optional(),
};
const overNetwork = {
  host: z.string().regex(/^[A-Za-z0-9.:-]+$/, 'the address of a serial server, for example 192.168.1.50'),
  port: z.int().min(1).max(65_535),
  ...everyWay,
};

const bus = z.strictObject({
  id: name,
  transport: z.discriminatedUnion(
    'kind',
    [
      z.strictObject({ kind: z.literal('serial'), path: serialPath, ...everyWay }),
      z.strictObject({ kind: z.literal('tcp'), ...overNetwork }),
      z.strictObject({ kind: z.literal('rfc2217'), ...overNetwork }),
    ],
    { error: 'one of serial, tcp, rfc2217' },
  ),
  boards: z.array(board).min(1),
});
export type WrittenBus = z.infer<typeof bus>;

const supply = z.strictObject({
  id: name,
  boards: z.array(name).min(1),
  solenoidsAtOnceMax: z.int().min(1).max(64),
});

const run = z.strictObject({ board: name, fromChannel: z.int().min(1) });
const singly = z.record(z.string(), z.strictObject({ board: name, channel: z.int().min(1) }));

const cabinet = z.strictObject({
  id: z.string().regex(/^[A-Z][A-Z0-9]{0,2}$/, 'one to three capital letters or digits, a letter first'),
  /** Id of a cabinet in `hardware-profiles/cabinets`. */
  profile: name,
  /** A run of channels in the order of the profile, or each compartment by its label. */
  wiring: z.union([run, singly]),
});
export type WrittenCabinet = z.infer<typeof cabinet>;

/** Open shelves of an attended station, and the gate at the way out. */
const shelves = z.strictObject({
  /** Id of shelves in `hardware-profiles/cabinets`. */
  profile: name,
  gate: z
    .strictObject({
      board: name,
      channel: z.int().min(1),
      /** The channel reads whether the gate is open. */
      hasContact: z.boolean().default(false),
      /** Rule R1: nothing opens the gate while the station is off, so that people must be able to. */
      opensByHand: z.literal(true, {
        error:
          'true, because people inside must be able to open the gate by hand and without power (rule R1)',
      }),
    })
    .optional(),
});
export type WrittenShelves = z.infer<typeof shelves>;

const scanner = z.strictObject({
  id: name,
  /** Id of a scanner in `hardware-profiles/scanners`. */
  profile: name,
  /** What tells this HID device from others; left out where the profile is enough. */
  usb: z
    .strictObject({
      vendor: usbId.optional(),
      product: usbId.optional(),
      serial: text.optional(),
      port: z
        .string()
        .regex(/^\d+-\d+(\.\d+)*$/, 'a USB port as the system names it, for example "1-1.4"')
        .optional(),
    })
    .optional(),
  serial: z.strictObject({ path: serialPath, baud: z.int().min(300).max(921_600).optional() }).optional(),
});
export type WrittenScanner = z.infer<typeof scanner>;

/** What the station watches beside doors and scanners (rule R34). */
const inputs = z.strictObject({
  /** Where the law asks for a camera, nothing is accepted for sending without one that works (M8). */
  camera: z
    .strictObject({
      /** Its recorder writes `healthy` or `blocked` into this file, again and again. */
      statusFile: text,
      staleMs: z.int().min(2_000).max(600_000).default(30_000),
    })
    .optional(),
  /** Sends its weight again and again with a header such as `ST,` or `US,`; then nobody's word counts. */
  scale: z
    .strictObject({
      path: serialPath,
      baud: z.int().min(300).max(115_200).default(9_600),
      dataBits: z.union([z.literal(7), z.literal(8)]).default(8),
      parity: z.enum(['none', 'even', 'odd']).default('none'),
      staleMs: z.int().min(500).max(10_000).default(2_000),
    })
    .optional(),
});

const codes = z.strictObject({
  profile: z.literal('adaptive', {
    error: '"adaptive"; other code profiles are not supported by this version',
  }),
  /** Why a guess risk above the limit is accepted (rule R10). */
  acceptGuessRisk: z.string().min(10, 'a reason of at least 10 characters').optional(),
});

const retention = z.strictObject({
  /** Counted from the confirmed notice (rule R13); 30 days is what a code promises offline (rule R14). */
  hours: z.number().positive('more than 0 hours').max(720, 'at most 720 hours').default(24),
  /** From the end of the retention on; negative before it. */
  reminderHours: z.array(z.number().min(-720).max(720)).max(12).optional(),
  /** Amounts in minor units of the currency. No setting reaches into the free period (must M5). */
  fee: z
    .strictObject({
      currency: z.string().regex(/^[A-Z]{3}$/, 'three capital letters, for example CNY'),
      amountMinor: z.int().min(1).max(1_000_000),
      periodHours: z.number().min(1, 'at least 1 hour').max(720, 'at most 720 hours'),
      maxMinor: z.int().min(1).max(100_000_000),
    })
    .nullable()
    .default(null),
  takeBackHours: z.number().min(0, 'at least 0 hours').max(72, 'at most 72 hours').optional(),
  recallHours: z.number().min(0, 'at least 0 hours').max(2160, 'at most 2160 hours').optional(),
  /** How long personal values outlive their stay (rule R20); nobody may keep them for ever. */
  personalDays: z.number().min(0, 'at least 0 days').max(365, 'at most 365 days').optional(),
});

/** Bounds keep a slip of the keyboard from making a station unusable; the defaults live in the domain. */
const policy = z.strictObject({
  visitIdleMs: z.int().min(15_000).max(600_000).optional(),
  visitOpenDoorMs: z.int().min(30_000).max(1_800_000).optional(),
  reopenCountMax: z.int().min(0).max(10).optional(),
  doorLeftOpenMs: z.int().min(30_000).max(3_600_000).optional(),
  quietHours: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/, 'two times of day, for example 22:00-07:00')
    .nullable()
    .optional(),
  offlineDeposits: z.enum(['allow', 'refuse']).optional(),
  unknownWaybills: z.enum(['accept', 'refuse']).optional(),
  correctionMs: z.int().min(0).max(600_000).optional(),
  wrongBadgeCountMax: z.int().min(1).max(20).optional(),
  badgePenaltyMs: z.int().min(60_000).max(86_400_000).optional(),
  surveys: z.enum(['after-visit', 'never']).optional(),
});

/** A password in the address would end up in process lists and logs. */
const broker = z
  .string()
  .regex(/^mqtts?:\/\/[^\s/@]+\/?$/, 'mqtt://HOST[:PORT] or mqtts://HOST[:PORT] without user and password');

const uplink = z.strictObject({
  broker,
  /** Defaults to `latchkey-` and the station's id. */
  clientId: text.max(64).optional(),
  username: text.nullable().default(null),
  passwordFile: text.nullable().default(null),
  centreKeyFile: text,
  ackKeyFile: text,
  notifierKeyFile: text,
  /** Shared with the centre, so that it can say which drop-off codes are good; without it none is. */
  dropOffKeyFile: text.nullable().default(null),
  /** Rule R25: a fleet that comes back at once must not storm the broker. */
  eventsPerSecondMax: z.int().min(1).max(10_000).default(1000),
});

/** Copies of the ledger that the station makes by itself. */
const backups = z.strictObject({
  directory: text,
  everyHours: z.number().min(1).max(720).default(24),
  keepCount: z.int().min(1).max(1000).default(7),
});

export const stationFile = z.strictObject({
  station,
  buses: z.array(bus).default([]),
  gpio: z.array(gpioBoard).default([]),
  supplies: z.array(supply).default([]),
  cabinets: z.array(cabinet).min(1),
  /** Left out where the station is nothing but compartments. */
  shelves: shelves.optional(),
  scanners: z.array(scanner).default([]),
  inputs: inputs.prefault({}),
  codes: codes.default({ profile: 'adaptive' }),
  retention: retention.prefault({}),
  policy: policy.default({}),
  couriers: z.strictObject({ file: text }),
  /**
   * Codes leave the station only sealed to the notifier, so that a station without a centre serves nobody.
   */
  uplink,
  kiosk: z
    .strictObject({ host: text.default('127.0.0.1'), port: z.int().min(1).max(65_535).default(8080) })
    .prefault({}),
  data: z.strictObject({ directory: text, keysDirectory: text.optional(), backups: backups.optional() }),
  log: z.strictObject({ level: z.enum(['debug', 'info', 'warn', 'error']).default('info') }).prefault({}),
});
export type WrittenStation = z.infer<typeof stationFile>;

/** Sections whose plain values the environment may override; lists are written in the file only. */
export const overridableSections = {
  station,
  codes,
  retention,
  policy,
  couriers: stationFile.shape.couriers,
  uplink,
  kiosk: stationFile.shape.kiosk.def.innerType,
  data: stationFile.shape.data,
  log: stationFile.shape.log.def.innerType,
} as const;
