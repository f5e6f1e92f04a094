import { createHmac, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compactDecrypt, compactVerify, importJWK, CompactSign } from 'jose';
import type { JWK } from 'jose';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Chance } from '#domain/chance';
import { isWellFormed } from '#domain/code';
import type { BootId, StayId } from '#domain/words';
import { systemChance } from '#platform/chance';
import { sealTo, signJws, verifyJws } from '#platform/jose';
import { createKeys } from '#platform/keys';
import type { StationKeys } from '#platform/keys';
import { openVault } from '#platform/vault';

function jwkPair(kind: 'x25519' | 'ed25519'): { publicJwk: JWK; privateJwk: JWK } {
  const pair = kind === 'x25519' ? generateKeyPairSync('x25519') : generateKeyPairSync('ed25519');
  return {
    publicJwk: pair.publicKey.export({ format: 'jwk' }),
    privateJwk: pair.privateKey.export({ format: 'jwk' }),
  };
}

function newKeys(): StationKeys {
  const directory = mkdtempSync(join(tmpdir(), 'latchkey-vault-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return createKeys(directory);
}

const notifier = jwkPair('x25519');
const notifierKey = { ...notifier.publicJwk, kid: 'notifier-1' };

async function openSealed(
  jwe: string,
  key: JWK = notifier.privateJwk,
): Promise<{ header: object; text: string }> {
  const { plaintext, protectedHeader } = await compactDecrypt(jwe, await importJWK(key, 'ECDH-ES'));
  return { header: protectedHeader, text: Buffer.from(plaintext).toString('utf8') };
}

function openFor(keys: StationKeys, chance: Chance = systemChance): ReturnType<typeof openVault> {
  return openVault({
    keys,
    notifierKey,
    station: 'test-1',
    place: { name: { en: 'North Gate', zh: '北门' }, address: '1 Garden Road' },
    epoch: () => 'cafe',
    chance,
    now: () => ({ wallMs: Date.UTC(2026, 10, 22, 12), monoMs: 1, boot: 'b' as BootId, clock: 'trusted' }),
  });
}

const feeRule = { currency: 'CNY', amountMinor: 50, periodHours: 12, maxMinor: 300 };
const noticed = { sealedContact: 'sealed.contact', retentionHours: 24, feeRule, position: null };
const stay = { id: 's1' as StayId, ...noticed };

/** Hands out the given draws in turn. */
function chanceOf(...draws: readonly string[]): Chance {
  const left = [...draws];
  return { ...systemChance, digits: () => left.shift() ?? '' };
}

describe('R33 keyed hashes', () => {
  it('are HMAC-SHA256 under the code key over the kind, a zero byte and the digits', () => {
    const keys = newKeys();
    const expected = createHmac('sha256', keys.code).update(Buffer.from('code\u0000123456789')).digest('hex');
    const vault = openFor(keys);
    expect(vault.macOf('code', '123456789')).toBe(expected);
    expect(vault.macOf('extension', '123456789')).not.toBe(expected);
    expect(openFor(newKeys()).macOf('code', '123456789')).not.toBe(expected);
  });

  it('R17 of request bodies use a key of their own', () => {
    const keys = newKeys();
    const text = '{"code":"123456789"}';
    expect(openFor(keys).fingerprintOf(text)).toBe(
      createHmac('sha256', keys.fingerprint).update(text).digest('hex'),
    );
  });
});

describe('R19 a notice', () => {
  it('M4 names station, address, keeping period and fee, sealed around what the station signed', async () => {
    const keys = newKeys();
    const { record, notice } = await openFor(keys).issueCode(stay, () => false);
    const sealed = await openSealed(notice);
    expect(sealed.header).toMatchObject({ alg: 'ECDH-ES', enc: 'A256GCM', kid: 'notifier-1', cty: 'JOSE' });

    const signed = await compactVerify(sealed.text, await importJWK({ ...keys.publicSigning }, 'EdDSA'));
    expect(signed.protectedHeader).toEqual({ alg: 'EdDSA', kid: keys.signing.kid });
    const content = JSON.parse(Buffer.from(signed.payload).toString('utf8')) as {
      code: string;
      extension: string;
    };
    expect(content).toEqual({
      station: 'test-1',
      epoch: 'cafe',
      stay: 's1',
      contact: 'sealed.contact',
      code: expect.stringMatching(/^[0-9]{9}$/) as string,
      extension: expect.stringMatching(/^[0-9]{6}$/) as string,
      position: null,
      name: { en: 'North Gate', zh: '北门' },
      address: '1 Garden Road',
      retentionHours: 24,
      fee: 0,
      feeRule,
      issuedAt: '2026-11-22T12:00:00.000Z',
    });
    expect(isWellFormed(content.code)).toBe(true);
    expect(record).toEqual({
      code: openFor(keys).macOf('code', content.code),
      extension: openFor(keys).macOf('extension', content.extension),
      key: keys.codeKeyId,
    });
  });

  it('carries another code when the drawn one is taken', async () => {
    const keys = newKeys();
    const vault = openFor(keys, chanceOf('00000000', '11111111', '222222'));
    const taken = vault.macOf('code', '000000000');
    const { record } = await vault.issueCode(stay, (code) => code === taken);
    const first = openFor(keys, chanceOf('11111111', '222222'));
    expect(record).toEqual((await first.issueCode(stay, () => false)).record);
  });

  it('is not made when no code is free', async () => {
    await expect(openFor(newKeys()).issueCode(stay, () => true)).rejects.toThrow(/no free code/);
  });
});

describe('a sealed contact', () => {
  it('opens only with the key of the notifier, and differs each time', async () => {
    const vault = openFor(newKeys());
    const [first, second] = await Promise.all([
      vault.sealContact('+8613800138000'),
      vault.sealContact('+8613800138000'),
    ]);
    expect(first).not.toBe(second);
    expect(await openSealed(first)).toMatchObject({ text: '+8613800138000' });
    await expect(openSealed(first, jwkPair('x25519').privateJwk)).rejects.toThrow(
      /decryption operation failed/,
    );
  });

  it('names its key by the thumbprint where the key has no id', async () => {
    const { header } = await openSealed(await sealTo(notifier.publicJwk, 'text'));
    expect(header).toMatchObject({ kid: expect.stringMatching(/^[\w-]{43}$/) as string });
    expect(header).not.toHaveProperty('cty');
  });
});

describe('a signature', () => {
  it('verifies with the public key and gives the text back', async () => {
    const { signing, publicSigning } = newKeys();
    expect(await verifyJws(await signJws(signing, '{"upTo":7,"站":"格口"}'), { ...publicSigning })).toBe(
      '{"upTo":7,"站":"格口"}',
    );
  });

  it('is nothing when it is changed, malformed, by another key or by another algorithm', async () => {
    const { signing, publicSigning } = newKeys();
    const key = { ...publicSigning };
    const [header, , signature] = (await signJws(signing, '{"upTo":7}')).split('.');
    const changed = Buffer.from('{"upTo":8}').toString('base64url');
    expect(await verifyJws(`${header}.${changed}.${signature}`, key)).toBeNull();
    expect(await verifyJws('not a signature', key)).toBeNull();
    expect(await verifyJws(await signJws(newKeys().signing, '{}'), key)).toBeNull();
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    expect(await verifyJws(`${none}.${changed}.`, key)).toBeNull();
    const shared = await new CompactSign(Buffer.from('{}'))
      .setProtectedHeader({ alg: 'HS256' })
      .sign(Buffer.from(publicSigning.x, 'base64url'));
    expect(await verifyJws(shared, key)).toBeNull();
  });
});
