import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EpochBeginning } from '#domain/events/station-events';
import { createSystemHidPorts } from '#bridge/scanners/system-hid-ports';
import { createSerialTransport } from '#bridge/transports/serial-transport';
import { loadCouriers } from '#config/couriers';
import { packageRoot } from '#config/package-root';
import { describeHardware, locksOf, planOf } from '#config/plan';
import type { Settings } from '#config/settings';
import { encodeEvent } from '#contract/event-encoder';
import { systemCoils, systemLines } from '#hardware/bus-shell';
import { writeReceipt } from '#evidence/receipt';
import { createDoors, type HardwareDoors } from '#hardware/doors';
import { systemGpio } from '#hardware/gpio-shell';
import { createScale, type HardwareScale } from '#hardware/scale';
import { createScanners, type HardwareScanners } from '#hardware/scanners';
import { createKiosk } from '#kiosk/kiosk';
import { LedgerOutrun } from '#ledger/defects';
import { openLedger } from '#ledger/ledger';
import type { OpenLedger } from '#ledger/ledger';
import { ledgerIn } from '#ledger/place';
import { exitOnDefect } from '#platform/bad-exit';
import { openCameraFile } from '#platform/camera-file';
import { judgeBoot, newBootId, newEpoch, newSalt } from '#platform/boot';
import { systemChance } from '#platform/chance';
import { openBridgeClock, openClock } from '#platform/clock';
import { openClockJudge } from '#platform/clock-quality';
import { readDropOffKey, readJson, readPublicKey, StartRefused } from '#platform/key-files';
import { signJws, verifyJws } from '#platform/jose';
import { createKeys, hasKeys, loadKeys } from '#platform/keys';
import type { StationKeys } from '#platform/keys';
import { openLocalTime } from '#platform/local-time';
import { openLog } from '#platform/log';
import { readMachine } from '#platform/machine';
import { openVault } from '#platform/vault';
import type { Clock, CourierDirectory, Log, StaffDirectory, Vault } from '#station/ports';
import { AbsenceWatch } from '#station/absence-watch';
import { CameraWatch } from '#station/camera-watch';
import { ScaleWatch } from '#station/scale-watch';
import { QuietWatch } from '#station/quiet-watch';
import { ScannerWatch } from '#station/scanner-watch';
import { Station } from '#station/station';
import type { UplinkPorts } from '#uplink/uplink';
import { openBackups, renewLostCodes } from './backups.ts';

export type RunningStation = {
  /** Where the kiosk listens, for example `http://127.0.0.1:8080`. */
  readonly kioskUrl: string;
  /** Ends in good order: no door is cut off in mid-pulse, the centre hears `disconnected`. */
  stop(): Promise<void>;
};

/** Everything that lives as long as the process. */
type House = {
  readonly settings: Settings;
  readonly log: Log;
  readonly clock: Clock;
  readonly bootId: string;
  readonly startCause: 'power-up' | 'restart';
  readonly store: OpenLedger;
  readonly vault: Vault;
  readonly receiptKey: StationKeys['receipt'];
  readonly codeKey: string;
  readonly couriers: CourierDirectory;
  readonly staff: StaffDirectory;
  readonly doors: HardwareDoors;
  readonly scanners: HardwareScanners;
  readonly scale: HardwareScale | null;
  readonly softwareVersion: string;
};

/** Wires the rooms together and opens the station. The only place where they know of one another. */
export async function runStation(settings: Settings): Promise<RunningStation> {
  const log = openLog(settings.log.level);
  const halt = exitOnDefect(log);
  const house = await furnish(settings, log);
  const station = createStation(house, halt);
  const scans = watchScanners(house, station);
  const kiosk = await createKiosk({ ...kioskParts(house, station), scans });
  const { host, port } = settings.kiosk;
  const kioskUrl = await kiosk.listen(host, port);
  await station.start();
  await renewLostCodes(station, house.codeKey);
  scans.start();
  house.scale?.start();
  const watches = startWatches(house, station);
  const backups = openBackups({ ...house, control: station });
  backups?.start();
  const link = uplinkParts(house, station, () => halt(new LedgerOutrun()));
  log.info({ kioskUrl, station: settings.station.id, bootId: house.bootId }, 'ready');
  // The kiosk needs no network: what talks to the centre is loaded when the doors are served already.
  const { startUplink } = await import('#uplink/uplink');
  const uplink = startUplink(link);
  return {
    kioskUrl,
    async stop() {
      watches.stop();
      await house.scale?.stop();
      await backups?.stop();
      await scans.stop();
      await kiosk.close();
      await station.stop();
      await uplink.stop();
      house.store.ledger.close();
      log.info({ station: settings.station.id }, 'stopped');
    },
  };
}

async function furnish(settings: Settings, log: Log): Promise<House> {
  const { directory } = settings.data;
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const bootId = newBootId();
  const clock = openClock(bootId, openClockJudge());
  const now = (): ReturnType<Clock['now']> => clock.now();
  const keys = readKeys(settings);
  const store = openLedger({
    ...ledgerIn(directory),
    station: settings.station.id,
    encode: encodeEvent,
    now,
    newEpoch,
    newSalt,
    log,
  });
  const vault = openVault({
    keys,
    notifierKey: readPublicKey(settings.uplink.notifierKeyFile),
    ...readDropOffKey(settings.uplink.dropOffKeyFile),
    station: settings.station.id,
    place: settings.station,
    epoch: () => store.outbox.position().epoch,
    chance: systemChance,
    now,
  });
  const lists = await readLists(settings);
  const startCause = judgeBoot(directory);
  const line = { clock: openBridgeClock(), openSerial: createSerialTransport, log };
  const scanners = createScanners(settings.scanners, { ...line, hid: createSystemHidPorts() });
  const scale = createScale(settings.inputs.scale, line);
  const hardware = { doors: wireDoors(settings, log), scanners, scale };
  const softwareVersion = readVersion();
  const kept = { store, vault, receiptKey: keys.receipt, codeKey: keys.codeKeyId, ...lists, softwareVersion };
  return { settings, log, clock, bootId, startCause, ...kept, ...hardware };
}

/** Keys are drawn once, for a new station; a ledger without its keys would refuse every code in use. */
function readKeys(settings: Settings): StationKeys {
  const { directory, keysDirectory } = settings.data;
  if (hasKeys(keysDirectory)) return loadKeys(keysDirectory);
  if (existsSync(ledgerIn(directory).path)) {
    throw new StartRefused(
      `${keysDirectory} holds no keys although ${directory} holds a ledger; ` +
        'restore the keys of this station, or move the ledger away to begin anew',
    );
  }
  return createKeys(keysDirectory);
}

async function readLists(settings: Settings): Promise<Pick<House, 'couriers' | 'staff'>> {
  const loaded = await loadCouriers(settings.couriers.file);
  if (loaded.ok) return { couriers: loaded.couriers, staff: loaded.staff };
  const first = loaded.problems[0];
  const place = first === undefined ? settings.couriers.file : `${first.file}:${first.line}:${first.column}`;
  throw new StartRefused(`the list of couriers cannot be read, see ${place}: ${first?.expected ?? 'a list'}`);
}

function wireDoors(settings: Settings, log: Log): HardwareDoors {
  const clock = openBridgeClock();
  const places = { directory: settings.data.directory, root: packageRoot() };
  return createDoors(
    { ...settings, compartments: locksOf(settings) },
    {
      clock,
      openTransport: systemLines(clock),
      gpio: systemGpio(places),
      coils: systemCoils(places),
      log,
    },
  );
}

function createStation(house: House, halt: (error: unknown) => void): Station {
  const { settings, clock, log, store, vault, doors, softwareVersion, startCause } = house;
  return new Station({
    plan: planOf(settings),
    policy: settings.policy,
    ledger: store.ledger,
    doors,
    vault,
    clock,
    chance: systemChance,
    log,
    softwareVersion,
    startCause,
    beginning: beginningOf(store),
    halt,
  });
}

/** Rule R32: the station reads the scanners and hands what they read to the kiosk's streams. */
function watchScanners({ settings, scanners, clock, log }: House, station: Station): ScannerWatch {
  const scannerIds = settings.scanners.map(({ id }) => id);
  return new ScannerWatch({ scanners, scannerIds, control: station, clock, log });
}

/** What the station is told again and again; rule R34: it refuses sending without what watches and weighs. */
function startWatches({ settings, clock, log, scale, store }: House, control: Station): { stop(): void } {
  const named = settings.inputs.camera;
  const camera =
    named === null ? null : openCameraFile({ path: named.statusFile, staleMs: named.staleMs, clock });
  const parts = { control, clock, log };
  const watches = [
    new CameraWatch({ camera, ...parts }),
    new ScaleWatch({ scale, ...parts }),
    new QuietWatch({ ...parts, minuteOfDay: openLocalTime(settings.station.timeZone) }),
    new AbsenceWatch({ ...parts, lastSeenAt: store.lastSeenAt }),
  ];
  for (const watch of watches) watch.start();
  return { stop: () => watches.forEach((watch) => watch.stop()) };
}

function beginningOf({ openedAs }: OpenLedger): EpochBeginning | null {
  const { cause, ...previous } = openedAs;
  return cause === 'continued' ? null : { cause, ...previous };
}

function kioskParts(house: House, station: Station): Parameters<typeof createKiosk>[0] {
  const { settings, store, vault, couriers, staff, clock, log } = house;
  return {
    control: station,
    vault,
    recallWaybill: (waybill, now) => store.ledger.recallWaybill(waybill, now),
    recallCode: (code, extension, now) => store.ledger.recallCode(code, extension, now),
    recallAnswer: (key) => store.ledger.recallAnswer(key),
    couriers,
    receipts: receiptsOf(house),
    ...(house.scale === null ? {} : { scale: house.scale }),
    staff,
    clock,
    chance: systemChance,
    log,
    info: settings.station,
    pageDirectory: join(packageRoot(), 'dist/web/kiosk'),
    ready: () => station.isServing(),
  };
}

/** Rule R18: what the ledger holds of an event, signed by the key of the receipts. */
function receiptsOf({ settings, store, receiptKey }: House): Parameters<typeof createKiosk>[0]['receipts'] {
  const { outbox } = store;
  return {
    lastSeq: () => outbox.position().lastSeq,
    async write(seq) {
      const [event] = outbox.read(seq - 1, 1);
      if (event === undefined) return null;
      return writeReceipt(settings.station.id, event.body, (text) => signJws(receiptKey, text));
    },
  };
}

function uplinkParts(house: House, station: Station, outran: () => void): UplinkPorts {
  const { settings, store, doors, scanners, clock, log, softwareVersion, bootId, startCause } = house;
  const { uplink } = settings;
  return {
    settings: {
      ...uplink,
      station: settings.station.id,
      password: uplink.passwordFile === null ? null : readFileSync(uplink.passwordFile, 'utf8').trim(),
      willDelaySeconds: 30,
      keepAliveSeconds: 20,
    },
    control: station,
    outbox: store.outbox,
    clock,
    chance: systemChance,
    log,
    verify: verifyJws,
    keys: { centre: readPublicKey(uplink.centreKeyFile), ack: readPublicKey(uplink.ackKeyFile) },
    softwareVersion,
    bootId,
    bootReason: store.openedAs.cause === 'continued' ? startCause : 'new-store',
    description: describeHardware(settings),
    outran,
    readings: () => ({
      ...readMachine(settings.data.directory),
      buses: doors.counters(),
      gpio: doors.gpioCounters(),
      scanners: scanners.counters(),
    }),
  };
}

function readVersion(): string {
  return String(readJson(join(packageRoot(), 'package.json'))['version']);
}
