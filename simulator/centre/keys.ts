import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { drawKey } from './seals.ts';
import type { Jwk, KeyPair } from './seals.ts';

type Purpose = 'centre' | 'ack' | 'notifier';

/** The keys of a centre: one for acks only, one for everything else it says, one to open notices with. */
export type CentreKeys = Readonly<Record<Purpose, KeyPair>> & {
  /** Paths of the public keys, for the station file. */
  readonly publicFiles: Readonly<Record<Purpose, string>>;
};

const curves = { centre: 'Ed25519', ack: 'Ed25519', notifier: 'X25519' } as const;

/**
 * Draws the keys into a directory, or reads those that are there: public JWKs as
 * `{centre,ack,notifier}.pub.json`, the centre's own beside them as `….key.json`.
 */
export async function createCentreKeys(directory: string): Promise<CentreKeys> {
  await mkdir(directory, { recursive: true });
  const fileOf = (purpose: Purpose) => join(directory, `${purpose}.pub.json`);
  const pairOf = async (purpose: Purpose) => {
    const secret = join(directory, `${purpose}.key.json`);
    return (await readPair(fileOf(purpose), secret)) ?? drawPair(purpose, fileOf(purpose), secret);
  };
  const [centre, ack, notifier] = await Promise.all([pairOf('centre'), pairOf('ack'), pairOf('notifier')]);
  const publicFiles = { centre: fileOf('centre'), ack: fileOf('ack'), notifier: fileOf('notifier') };
  return { centre, ack, notifier, publicFiles };
}

/**
 * Reads the public key by which a station signs its notices out of the station's key directory, as an
 * installer carries it to the centre. Null before the station's first start, which draws it.
 */
export async function readStationKey(keysDirectory: string): Promise<Jwk | null> {
  const key = await readJwk(join(keysDirectory, 'station.jwk'));
  if (key === null) return null;
  const { d: _, ...publicKey } = key;
  return publicKey;
}

async function readPair(open: string, secret: string): Promise<KeyPair | null> {
  const [publicKey, privateKey] = await Promise.all([readJwk(open), readJwk(secret)]);
  return publicKey === null || privateKey === null ? null : { publicKey, privateKey };
}

async function drawPair(purpose: Purpose, open: string, secret: string): Promise<KeyPair> {
  const pair = await drawKey(curves[purpose]);
  await writeFile(secret, JSON.stringify(pair.privateKey, null, 2), { mode: 0o600 });
  await writeFile(open, JSON.stringify(pair.publicKey, null, 2));
  return pair;
}

async function readJwk(path: string): Promise<Jwk | null> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Jwk;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
