import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import type { Chance } from '#domain/chance';
import { drawCode, drawExtension } from '#domain/code';
import type { Moment } from '#domain/moment';
import type { CodeMac } from '#domain/words';
import type { NoticedStay, Vault } from '#station/ports';
import { sealTo, signJws } from './jose.ts';
import type { PublicJwk } from './jose.ts';
import type { StationKeys } from './keys.ts';

export type VaultOptions = {
  readonly keys: StationKeys;
  /** Shared with the centre; without one, no hash of the centre fits any code. */
  readonly dropOffKey?: Buffer;
  /** Public X25519 key to which contacts and notices are sealed. */
  readonly notifierKey: PublicJwk;
  readonly station: string;
  /** What the recipient reads of the station: its name in each language and its address (must M4). */
  readonly place: { readonly name: Readonly<Record<string, string>>; readonly address: string };
  /** The epoch of the ledger, which every notice names (rule R19). */
  readonly epoch: () => string;
  readonly chance: Chance;
  readonly now: () => Moment;
};

/** With 10^8 codes and some hundreds in use, a second draw is rare and a tenth means a broken source. */
const drawCountMax = 10;

export function openVault(options: VaultOptions): Vault {
  const { keys, dropOffKey, notifierKey, chance } = options;
  const macOf: Vault['macOf'] = (kind, digits) =>
    createHmac('sha256', keys.code).update(`${kind}\0${digits}`).digest('hex') as CodeMac;

  return {
    macOf,
    fingerprintOf: (text) => createHmac('sha256', keys.fingerprint).update(text).digest('hex'),
    dropOffMacOf: (digits) =>
      createHmac('sha256', dropOffKey ?? keys.code)
        .update(`drop-off\0${digits}`)
        .digest('hex') as CodeMac,
    sealContact: (contact) => sealTo(notifierKey, contact),
    async issueCode(stay, isTaken) {
      const code = drawFreeCode(chance, (drawn) => isTaken(macOf('code', drawn)));
      const extension = drawExtension(chance);
      return {
        record: { code: macOf('code', code), extension: macOf('extension', extension), key: keys.codeKeyId },
        notice: await sealNotice(options, stay, { code, extension }),
      };
    },
    joinCode: (stay) => sealNotice(options, stay, { code: null, extension: null }),
  };
}

/** Signed first and sealed around it, so that only the notifier learns who speaks. */
async function sealNotice(
  { keys, notifierKey, station, place, epoch, now }: VaultOptions,
  { id, sealedContact, retentionHours, feeRule, position }: NoticedStay,
  { code, extension }: { readonly code: string | null; readonly extension: string | null },
): Promise<string> {
  const notice = JSON.stringify({
    station,
    epoch: epoch(),
    stay: id,
    contact: sealedContact,
    code,
    extension,
    position,
    name: place.name,
    address: place.address,
    retentionHours,
    // Nothing is asked inside the period (must M5); the rule says what every later one costs.
    fee: 0,
    feeRule,
    issuedAt: new Date(now().wallMs).toISOString(),
  });
  return sealTo(notifierKey, await signJws(keys.signing, notice), 'JOSE');
}

function drawFreeCode(chance: Chance, isTaken: (code: string) => boolean): string {
  for (let count = 0; count < drawCountMax; count += 1) {
    const code = drawCode(chance);
    if (!isTaken(code)) return code;
  }
  assert.fail('no free code was drawn; the source of randomness repeats itself');
}
