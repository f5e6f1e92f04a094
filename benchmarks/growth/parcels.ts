import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { nothingDeclared, nothingKnown } from '#domain/advice';
import type { Effect } from '#domain/effects';
import type { CodeMac, CompartmentLabel, CourierId, StayId, VisitId } from '#domain/words';
import { systemChance } from '#platform/chance';
import { createKeys } from '#platform/keys';
import { openVault } from '#platform/vault';
import type { Vault } from '#station/ports';
import { beginning } from './life.ts';
import type { Life, Told } from './life.ts';

const courier = { id: 'courier-1' as CourierId, carrier: 'bench' };

/** What a parcel needs from the vault. The sealed texts are real ones; all parcels share them. */
export type Seals = {
  readonly vault: Vault;
  readonly sealedContact: string;
  readonly notice: string;
};

/** Draws keys in a folder that must not hold any, and seals one contact and one notice. */
export async function drawSeals(folder: string): Promise<Seals> {
  const vault = openVault({
    keys: createKeys(join(folder, 'keys')),
    notifierKey: generateKeyPairSync('x25519').publicKey.export({ format: 'jwk' }),
    station: 'bench-1',
    place: { name: { en: 'North Gate', zh: '北门' }, address: '1 Garden Road' },
    epoch: () => '0'.repeat(16),
    chance: systemChance,
    now: () => beginning,
  });
  const sealedContact = await vault.sealContact('+86 138 0013 8000');
  const id = systemChance.id() as StayId;
  const stay = { id, sealedContact, retentionHours: 24, feeRule: null, position: null };
  const { notice } = await vault.issueCode(stay, () => false);
  return { vault, sealedContact, notice };
}

/** A parcel that lies in a compartment. */
export type Placed = { readonly compartment: CompartmentLabel; readonly code: CodeMac };

/** Called after each decision; writing at each is what the station does with one person before it. */
export type Rhythm = (life: Life) => void;

/** Each step is a moment of its own and is on disk before the next one. */
export function stepByStep(pauseMs: number): Rhythm {
  return (life) => {
    life.commit();
    life.pass(pauseMs);
  };
}

/** Time passes, and nothing is on disk until the caller commits. */
export function inOneCommit(pauseMs: number): Rhythm {
  return (life) => life.pass(pauseMs);
}

export function admitCourier(life: Life, rhythm: Rhythm): VisitId {
  const { answer } = life.tell({ do: 'admit-courier', courier }, life.chance.id());
  rhythm(life);
  assert(answer.ok && answer.visit !== null);
  return answer.visit;
}

export function finishVisit(life: Life, visit: VisitId, rhythm: Rhythm): void {
  life.tell({ do: 'finish-visit', visit }, life.chance.id());
  rhythm(life);
}

/** The decision of a deposit alone: a compartment is given and its lock intended. */
export function beginDeposit(life: Life, visit: VisitId, { sealedContact }: Seals): Told {
  const waybill = `SF${life.chance.digits(12)}`;
  const contact = { sealed: sealedContact, masked: '138******00' };
  const consent = { channel: 'phone', ref: null } as const;
  const declared = { ...nothingDeclared, consent, contactRepeat: 'same' } as const;
  const parcel = { waybill, size: 'M', contact, declared, knowledge: nothingKnown } as const;
  return life.tell({ do: 'start-deposit', visit, ...parcel }, life.chance.id());
}

/** From the decision on: lock, door, parcel, door, and the code of the recipient. */
export function endDeposit(life: Life, begun: Told, seals: Seals, rhythm: Rhythm): Placed {
  const compartment = passDoor(life, begun.effects, 'occupied', rhythm);
  assert(begun.answer.ok && begun.answer.stay !== null);
  const code = drawMac(life, seals, 'code');
  const extension = drawMac(life, seals, 'extension');
  const record = { code, extension, key: 'k1', issuedAt: life.now };
  life.tell({ do: 'record-code', stay: begun.answer.stay, record, notice: seals.notice });
  rhythm(life);
  return { compartment, code };
}

/** The decision of a pickup alone, with the look-up of the code before it. */
export function beginPickup(life: Life, { code }: Placed): Told {
  const knowledge = life.recall(code);
  const command = { do: 'enter-code', wellFormed: true, withExtension: false, knowledge } as const;
  return life.tell(command, life.chance.id());
}

/** From the decision on: lock, door, parcel out, door, and the end of the visit. */
export function endPickup(life: Life, begun: Told, rhythm: Rhythm): void {
  passDoor(life, begun.effects, 'empty', rhythm);
  assert(begun.answer.ok && begun.answer.visit !== null);
  finishVisit(life, begun.answer.visit, rhythm);
}

/** The lock moves, the door is seen to open and to close, and the sensor shows what is inside then. */
function passDoor(
  life: Life,
  effects: readonly Effect[],
  occupancy: 'occupied' | 'empty',
  rhythm: Rhythm,
): CompartmentLabel {
  const unlock = effects.find((effect) => effect.do === 'unlock');
  assert(unlock !== undefined, 'a door was to open');
  const { compartment, intention } = unlock;
  const before = occupancy === 'occupied' ? 'empty' : 'occupied';
  life.tell({ do: 'see-door', compartment, door: 'open', occupancy: before });
  rhythm(life);
  life.tell({ do: 'settle-unlock', intention, outcome: 'opened' });
  rhythm(life);
  life.tell({ do: 'see-door', compartment, door: 'closed', occupancy });
  rhythm(life);
  return compartment;
}

/** As the vault draws it: again where a code is in use, or was within 30 days. */
function drawMac(life: Life, { vault }: Seals, kind: 'code' | 'extension'): CodeMac {
  for (;;) {
    const mac = vault.macOf(kind, life.chance.digits(8));
    if (kind === 'extension' || life.recall(mac).kind === 'unknown') return mac;
  }
}
