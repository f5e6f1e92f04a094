import { strict as assert } from 'node:assert';
import type { Command } from '#domain/commands';
import type { Decision } from '#domain/decision';
import { prohibitedGoods } from '#domain/prohibited';
import type { SendingAdvice } from '#domain/sending';
import type { CodeMac, StaffId, StayId, VisitId, Waybill } from '#domain/words';
import type { Play } from './play.ts';

/** What senders and staff do at a station, for the tests of handing in. */

export const code = 'mac-of-a-drop-off-code' as CodeMac;

export const advice: Omit<SendingAdvice, 'used'> = {
  code,
  waybill: 'SF9900000001' as Waybill,
  carrier: 'SF',
  weightGrams: 1_000,
  identity: { factors: ['account'], reference: 'proof-1' },
  collectWithinHours: 24,
};

/** The centre allows one drop-off, and the camera sees. */
export function allow(play: Play, changed: Partial<Omit<SendingAdvice, 'used'>> = {}): void {
  play.yes({ do: 'record-sendings', sendings: [{ ...advice, ...changed }], numbered: [] });
  play.yes({ do: 'see-camera', camera: 'healthy' });
}

export function enter(play: Play): VisitId {
  const { visit } = play.yes({ do: 'begin-drop-off', wellFormed: true, code });
  assert(visit !== null);
  return visit;
}

type Declaration = Omit<Extract<Command, { do: 'start-drop-off' }>, 'do' | 'visit'>;

export function declare(play: Play, visit: VisitId, changed: Partial<Declaration> = {}): Decision {
  return play.do({
    do: 'start-drop-off',
    visit,
    size: 'S',
    prohibitedVersion: prohibitedGoods.version,
    isUnsealed: true,
    isLabelled: true,
    weighing: { grams: 1_040, weighedBy: 'scale' },
    ...changed,
  });
}

/** A whole drop-off with sensors; returns the stay. */
export function handIn(play: Play): StayId {
  const visit = enter(play);
  const { answer } = declare(play, visit);
  assert(answer.ok && answer.stay !== null, JSON.stringify(answer));
  const compartment = play.compartmentOf(answer.stay);
  play.settle('opened');
  play.see(compartment, 'closed', 'occupied');
  play.yes({ do: 'finish-visit', visit });
  return answer.stay;
}

export function admitStaff(play: Play, role: 'attendant' | 'technician'): VisitId {
  const { visit } = play.yes({ do: 'admit-staff', staff: { id: `${role}-1` as StaffId, role } });
  assert(visit !== null);
  return visit;
}
