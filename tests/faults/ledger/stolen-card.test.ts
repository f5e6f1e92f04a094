import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Chance } from '#domain/chance';
import type { StationState } from '#domain/state';
import type { CodeId, StayId } from '#domain/words';
import { systemChance } from '#platform/chance';
import { createKeys } from '#platform/keys';
import { openVault } from '#platform/vault';
import {
  commit,
  emptyDirectory,
  loadFrom,
  moment,
  openIn,
  pickupCompleted,
  stay,
} from '../../integration/ledger/small-station.ts';
import type { Opened } from '../../integration/ledger/small-station.ts';

const contact = '+86 138 0013 8000';

/** The system's randomness, with every draw written down. */
function watchedChance(): { chance: Chance; drawn: string[] } {
  const drawn: string[] = [];
  const digits = (count: number): string => {
    const draw = systemChance.digits(count);
    drawn.push(draw);
    return draw;
  };
  return { chance: { ...systemChance, digits }, drawn };
}

async function depositOne(
  opened: Opened,
  state: StationState,
  chance: Chance,
  keys: string,
): Promise<StationState> {
  const vault = openVault({
    keys: createKeys(keys),
    notifierKey: generateKeyPairSync('x25519').publicKey.export({ format: 'jwk' }),
    station: 'test-1',
    place: { name: { en: 'North Gate', zh: '北门' }, address: '1 Garden Road' },
    epoch: () => opened.outbox.position().epoch,
    chance,
    now: () => moment(),
  });
  const sealedContact = await vault.sealContact(contact);
  const parcel = stay('s1', { sealedContact });
  const deposited = commit(opened, state, { stays: [parcel] });
  const { record, notice } = await vault.issueCode(
    { id: 's1' as StayId, sealedContact, retentionHours: 24, feeRule: null, position: null },
    (code) => opened.ledger.knowsCode(code),
  );
  const code = { ...record, issuedAt: moment() };
  const { id, waybill, compartment, maskedContact } = parcel;
  const issued = {
    type: 'code.issued',
    codeId: 'code-1' as CodeId,
    record: code,
    notice,
    maskedContact,
    stay: id,
    waybill,
    compartment,
    at: moment(),
  } as const;
  const codes = [{ id: issued.codeId, record: code, stays: [id], delegate: null }];
  return commit(opened, deposited, { codes }, { events: [issued] });
}

/** Everything that lies in the directory, write-ahead log and mark included. */
function readAll(directory: string): { names: readonly string[]; bytes: Buffer } {
  const names = readdirSync(directory);
  return { names, bytes: Buffer.concat(names.map((name) => readFileSync(join(directory, name)))) };
}

function assertNothingToFind(directory: string, drawn: readonly string[]): void {
  const { bytes } = readAll(directory);
  for (const secret of [...drawn, contact, contact.replaceAll(' ', '')]) {
    expect(bytes.includes(secret), `a secret of ${secret.length} characters lies in the clear`).toBe(false);
  }
}

describe('a thief with the card', () => {
  it('finds neither a drawn code nor a contact in any file, then and later', async () => {
    const directory = emptyDirectory();
    const { chance, drawn } = watchedChance();
    const opened = openIn(directory);
    const state = await depositOne(opened, loadFrom(opened), chance, emptyDirectory());

    expect(drawn.map((draw) => draw.length)).toEqual([8, 6]);
    expect(readAll(directory).names.toSorted()).toEqual(['ledger.db', 'ledger.db-wal', 'ledger.mark']);
    expect(readAll(directory).bytes.includes('138****1234')).toBe(true);
    assertNothingToFind(directory, drawn);

    commit(opened, state, { stays: [] }, { events: [pickupCompleted(stay('s1'))] });
    opened.ledger.close();
    expect(readAll(directory).names.toSorted()).toEqual(['ledger.db', 'ledger.mark']);
    assertNothingToFind(directory, drawn);
  });
});
