import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { encodeEvent } from '#contract/event-encoder';
import type { DomainEvent } from '#domain/events';
import type { Moment } from '#domain/moment';
import type { CodeId, BootId, CompartmentLabel, StayId, Waybill } from '#domain/words';
import { openLedger } from '#ledger/ledger';
import { systemChance } from '#platform/chance';
import { verifyJws } from '#platform/jose';
import { createKeys, hasKeys, loadKeys } from '#platform/keys';
import { openVault } from '#platform/vault';
import type { CentreKeys } from '#simulator/centre/keys';
import type { Clock, Outbox } from '#station/ports';
import { startUplink } from '#uplink/uplink';
import type { UplinkPorts } from '#uplink/uplink';
import { silentLog } from '../../unit/uplink/silent-log.ts';
import { stationReadings } from '../../unit/uplink/readings.ts';
import { StationDouble, stayIn } from '../../unit/uplink/station-double.ts';

export const station = 'north-gate';

/** The machine's clock, running `factor` times as fast: ten seconds of patience cost half a second. */
export function fastClock(factor: number): Clock {
  const startMs = Date.now();
  const now = (): Moment => {
    const monoMs = (Date.now() - startMs) * factor;
    return { wallMs: startMs + monoMs, monoMs, boot: 'boot-1' as BootId, clock: 'trusted' };
  };
  return {
    now,
    after(delayMs, task) {
      const timer = setTimeout(task, delayMs / factor);
      return () => clearTimeout(timer);
    },
    soon: (task) => void setImmediate(task),
  };
}

export type Choice = {
  readonly directory: string;
  readonly broker: string;
  readonly centre: CentreKeys;
  readonly settings?: Partial<UplinkPorts['settings']>;
};

/** A real ledger, a real vault and the real uplink; only the station's decisions are doubled. */
export function startUplinkedStation(choice: Choice) {
  const clock = fastClock(20);
  const control = new StationDouble();
  const store = openStore(choice.directory, () => clock.now());
  const { keys, vault } = openSecrets(choice, store.outbox, () => clock.now());
  const state = store.ledger.load(control.state().plan, control.state().policy);
  const uplink = startUplink(uplinkPorts(choice, { clock, control, outbox: store.outbox }));

  function commit(events: readonly DomainEvent[]): void {
    store.ledger.commit({ before: state, after: state, events, answers: [], at: clock.now() });
  }

  return {
    control,
    outbox: store.outbox,
    publicKey: keys.publicSigning,
    /** Appends as many events as asked, a few per transaction, as visits do. */
    open(count: number): void {
      for (let made = 0; made < count; made += 3) {
        const size = Math.min(3, count - made);
        commit(Array.from({ length: size }, () => doorOpened(clock)));
      }
    },
    /** A parcel is in, its code drawn, the notice sealed. */
    async issueCode(stay: string, contact: string, maskedContact: string) {
      const sealedContact = await vault.sealContact(contact);
      const id = stay as StayId;
      const issued = await vault.issueCode(
        { id, sealedContact, retentionHours: 24, feeRule: null, position: null },
        () => false,
      );
      control.change({ stays: [...control.state().stays, stayIn(stay)] });
      const at = clock.now();
      const record = { ...issued.record, issuedAt: at };
      const placement = { stay: id, waybill: 'SF1234567890123' as Waybill, compartment: label };
      const codeId = `code-${stay}` as CodeId;
      commit([
        { type: 'code.issued', at, ...placement, codeId, record, notice: issued.notice, maskedContact },
      ]);
    },
    async stop(): Promise<void> {
      await uplink.stop();
      store.ledger.close();
    },
  };
}

function openStore(directory: string, now: () => Moment) {
  mkdirSync(directory, { recursive: true });
  return openLedger({
    path: join(directory, 'ledger.sqlite'),
    markPath: join(directory, 'ledger.mark'),
    station,
    encode: encodeEvent,
    now,
    newEpoch: () => BigInt(systemChance.digits(18)).toString(16).padStart(16, '0'),
    newSalt: () => systemChance.digits(32),
    log: silentLog,
  });
}

function openSecrets({ directory, centre }: Choice, outbox: Outbox, now: () => Moment) {
  const keysDirectory = join(directory, 'keys');
  const keys = hasKeys(keysDirectory) ? loadKeys(keysDirectory) : createKeys(keysDirectory);
  const notifierKey = centre.notifier.publicKey;
  const epoch = () => outbox.position().epoch;
  const place = { name: { en: 'North Gate' }, address: '1 Garden Road' };
  return { keys, vault: openVault({ keys, notifierKey, station, place, epoch, chance: systemChance, now }) };
}

function uplinkPorts(
  { broker, centre, settings }: Choice,
  parts: Pick<UplinkPorts, 'clock' | 'control' | 'outbox'>,
): UplinkPorts {
  return {
    ...parts,
    settings: {
      station,
      broker,
      clientId: station,
      username: null,
      password: null,
      eventsPerSecondMax: 100_000,
      willDelaySeconds: 1,
      keepAliveSeconds: 20,
      ...settings,
    },
    chance: systemChance,
    log: silentLog,
    verify: verifyJws,
    keys: { centre: publicKeyOf(centre, 'centre'), ack: publicKeyOf(centre, 'ack') },
    softwareVersion: '0.1.0',
    bootId: 'boot-1',
    bootReason: 'restart',
    description: { cabinets: ['left'], compartments: [], profileHash: 'h' },
    outran: () => undefined,
    readings: stationReadings,
  };
}

export type UplinkedStation = ReturnType<typeof startUplinkedStation>;

const label = 'A01' as CompartmentLabel;

function doorOpened(clock: Clock): DomainEvent {
  return { type: 'door.opened', at: clock.now(), compartment: label, visit: null };
}

function publicKeyOf(centre: CentreKeys, purpose: 'centre' | 'ack') {
  const { kty = '', crv = '', x = '' } = centre[purpose].publicKey;
  return { kty, crv, x };
}
