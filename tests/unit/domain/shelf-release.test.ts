import { describe, expect, it } from 'vitest';
import type { CodeId } from '#domain/words';
import { Play } from './play.ts';
import { admitStaff } from './sender.ts';
import { awaited, first, second, shelves, ShelfPlay } from './shelf-play.ts';

const nowhere = 'SF9999999999999';

describe('the self check-out gate', () => {
  it('S4-8 releases what was scanned and is entitled, and opens with a pulse that is on disk first', () => {
    const play = new ShelfPlay();
    const stay = play.shelve();
    const { answer, events, effects } = play.checkOut(stay, [first]);
    const { visit } = play.last('shelf.released');
    expect(answer).toMatchObject({ ok: true, visit });
    expect(play.last('shelf.released')).toMatchObject({ waybill: first, compartment: '5-2-3001' });
    expect(events.map(({ type }) => type)).toEqual(['shelf.released', 'gate.intended']);
    const { intention } = play.last('gate.intended');
    expect(effects).toEqual([{ do: 'unlock', intention, compartment: 'GATE' }]);
    expect(play.state).toMatchObject({ stays: [], codes: [] });
  });

  it('serves whoever stands at the gate while somebody else uses the kiosk', () => {
    const play = new ShelfPlay();
    const stay = play.shelve();
    const courier = play.courier();
    expect(play.checkOut(stay, [first]).answer.ok).toBe(true);
    expect(play.state.visit).toMatchObject({ id: courier, task: null });
  });

  it('Incident 10: one code takes out all parcels of a recipient, together or one by one', () => {
    const play = new ShelfPlay();
    const stay = play.shelve();
    play.shelve(second, '5-2-3002');
    expect(play.checkOut(stay, [second]).answer.ok).toBe(true);
    expect(play.state.stays).toMatchObject([{ waybill: first }]);
    expect(play.checkOut(stay, [first, first]).answer.ok).toBe(true);
    expect(play.count('shelf.released')).toBe(2);
    expect(play.state.codes).toEqual([]);
  });

  it('S4-9 releases nothing when one parcel is not entitled, says where it belongs and calls staff', () => {
    const play = new ShelfPlay();
    const stay = play.shelve();
    play.shelve(second, '5-2-3002', awaited(second, { recipient: 'somebody-else' }));
    const { answer, effects } = play.checkOut(stay, [first, second]);
    expect(answer).toMatchObject({ refusal: 'checkout-mismatch', compartment: '5-2-3002' });
    expect(effects).toEqual([]);
    expect(play.last('checkout.stopped')).toMatchObject({ waybill: second, position: '5-2-3002' });
    expect(play.last('case.opened')).toMatchObject({ kind: 'wrong-parcel', waybill: second });
    expect(play.state.stays).toHaveLength(2);
    expect(play.checkOut(stay, [first]).answer.ok).toBe(true);
  });

  it('stops at a parcel that this station does not know', () => {
    const play = new ShelfPlay();
    const stay = play.shelve();
    expect(play.checkOut(stay, [nowhere]).answer).toEqual({ ok: false, refusal: 'checkout-mismatch' });
    expect(play.last('checkout.stopped').position).toBeNull();
    expect(play.checkOut(stay, ['???']).answer).toMatchObject({ refusal: 'waybill-malformed' });
    expect(play.checkOut(stay, []).answer).toMatchObject({ refusal: 'waybill-malformed' });
  });

  it('does not give the case of a check-out to whoever stands at the kiosk', () => {
    const play = new ShelfPlay();
    const stay = play.shelve();
    const other = play.deposit(second);
    play.enterCodeOf(other);
    const { visit } = play.state;
    play.checkOut(stay, [nowhere]);
    expect(play.last('case.opened').visit).toBe(play.last('checkout.stopped').visit);
    expect(play.last('case.opened').visit).not.toBe(visit?.id);
    expect(play.state.effort.hadProblem).toBe(false);
  });

  it('R9 asks for both numbers always, and charges a guess to the kiosk', () => {
    const play = new ShelfPlay();
    const stay = play.shelve();
    const scan = { do: 'check-out', waybills: [first] } as const;
    expect(play.no({ ...scan, ...play.numbersOf(stay, 'absent') })).toBe('code-unknown');
    expect(play.count('code.rejected')).toBe(1);
    expect(play.no({ ...scan, ...play.numbersOf(stay, 'wrong') })).toBe('code-unknown');
    expect(play.no({ ...scan, ...play.numbersOf(stay) })).toBe('try-later');
    play.wait(10_000);
    expect(play.yes({ ...scan, ...play.numbersOf(stay) }).visit).not.toBeNull();
  });

  it('R12 says "collected" only to the numbers of a code of the last 30 days', () => {
    const play = new ShelfPlay();
    const now = play.now;
    const retired = { kind: 'retired', end: 'collected', retiredAt: now, extension: 'right' } as const;
    const scan = { do: 'check-out', waybills: [first], wellFormed: true } as const;
    expect(play.no({ ...scan, knowledge: retired })).toBe('already-collected');
    expect(play.no({ ...scan, knowledge: { ...retired, extension: 'wrong' } })).toBe('code-unknown');
    expect(play.count('code.rejected')).toBe(0);
    const ended = { kind: 'active', code: 'ended' as CodeId, extension: 'right' } as const;
    expect(play.no({ ...scan, knowledge: ended })).toBe('code-unknown');
    expect(play.no({ ...scan, knowledge: { kind: 'unknown' } })).toBe('code-unknown');
    expect(play.count('code.rejected')).toBe(1);
  });

  it('lets a delegate take out what the recipient has on the shelves', () => {
    const play = new ShelfPlay();
    const stay = play.shelve();
    const deposited = play.depositBeside(second);
    play.enterCodeOf(deposited);
    const record = { code: 'd' as never, extension: 'e' as never, key: 'k', issuedAt: play.now };
    const entitled = play.state.visit?.id ?? ('none' as never);
    const drawn = { record, notice: 'n' };
    play.yes({ do: 'delegate-code', visit: entitled, maskedContact: 'm', drawn });
    const delegate = play.last('code.delegated').codeId;
    const knowledge = { kind: 'active', code: delegate, extension: 'right' } as const;
    play.yes({ do: 'check-out', waybills: [first], wellFormed: true, knowledge });
    expect(play.last('shelf.released')).toMatchObject({ stay, by: 'delegate', code: delegate });
  });

  it('works offline and on a doubtful clock, also for an overdue parcel (I11, I14)', () => {
    const play = new ShelfPlay();
    const stay = play.shelve();
    play.yes({ do: 'record-notified', stay, notifiedAtMs: play.now.wallMs });
    play.do({ do: 'change-link', link: 'down' });
    play.wait(30 * 3_600_000);
    play.do({ do: 'pass-time' });
    expect(play.state.stays[0]?.overdue).toBe(true);
    play.setWall(-90 * 24 * 3_600_000, 'unknown');
    expect(play.checkOut(stay, [first]).answer.ok).toBe(true);
  });
});

describe('the code of a parcel on a shelf at the kiosk', () => {
  it('S4-17 opens no door and tells the exact place', () => {
    const play = new ShelfPlay();
    const stay = play.shelve();
    expect(play.enterCodeOf(stay).answer).toMatchObject({
      refusal: 'parcel-on-shelf',
      compartment: '5-2-3001',
    });
    expect(play.state.visit).toBeNull();
    expect(play.count('code.rejected')).toBe(0);
  });

  it('opens what lies behind a door for the same recipient, and leaves the shelf to the gate', () => {
    const play = new ShelfPlay();
    const stay = play.shelve();
    play.depositBeside(second);
    expect(play.enterCodeOf(stay).answer.ok).toBe(true);
    expect(play.state.visit?.entitlement?.parcels).toMatchObject([{ waybill: second, compartment: 'A01' }]);
    play.settle('opened');
    play.see('A01', 'closed', 'empty');
    expect(play.last('pickup.completed').waybill).toBe(second);
    expect(play.checkOut(stay, [first]).answer.ok).toBe(true);
  });
});

describe('the way out', () => {
  it('R1 opens for everybody: empty-handed, after a mismatch, offline, while the kiosk is in use', () => {
    const play = new ShelfPlay();
    const stay = play.shelve();
    play.courier();
    play.do({ do: 'change-link', link: 'down' });
    play.checkOut(stay, [nowhere]);
    play.exit();
    expect(play.last('gate.intended')).toMatchObject({ cause: 'exit', visit: null, pulse: 1 });
  });

  it('R6 sends one pulse while another is under way, and a new one when that has surely failed', () => {
    const play = new ShelfPlay();
    play.exit();
    play.exit();
    expect(play.count('gate.intended')).toBe(1);
    play.settle('unseen');
    play.exit();
    expect(play.count('gate.intended')).toBe(2);
    play.wait(10_000);
    play.exit();
    expect(play.count('gate.intended')).toBe(3);
  });

  it('raises the gravest fault while the gate does not open, and clears it when it does', () => {
    const play = new ShelfPlay();
    play.exit();
    play.settle('no-movement');
    expect(play.state.faults).toMatchObject([{ id: 'gate-did-not-open.GATE' }]);
    play.exit();
    play.settle('not-sent');
    expect(play.count('fault.raised')).toBe(1);
    play.exit();
    play.settle('opened');
    expect(play.last('unlock.settled')).toMatchObject({ compartment: 'GATE', outcome: 'opened' });
    expect(play.state.faults).toEqual([]);
  });

  it('R7 fires nothing by itself after a restart', () => {
    const play = new ShelfPlay();
    play.exit();
    play.reboot(5_000);
    const restarted = play.do({
      do: 'start-station',
      cause: 'restart',
      softwareVersion: '1',
      readings: [],
      silentBoards: [],
      beginning: null,
    });
    expect(restarted.effects).toEqual([]);
    expect(play.last('unlock.settled')).toMatchObject({ compartment: 'GATE', outcome: 'unknown' });
    expect(play.state).toMatchObject({ intentions: [], faults: [] });
  });

  it('is free where the station has no gate', () => {
    const play = new ShelfPlay({ shelves: { ...shelves, hasGate: false } });
    expect(play.no({ do: 'open-gate' })).toBe('gate-absent');
    const stay = play.shelve();
    expect(play.checkOut(stay, [first]).effects).toEqual([]);
    expect(new Play().no({ do: 'open-gate' })).toBe('gate-absent');
  });
});

describe('the attendant', () => {
  it('S3-8 hands a parcel over to both numbers of its code, and says by what', () => {
    const play = new ShelfPlay();
    const stay = play.shelve();
    const numbers = play.numbersOf(stay);
    const code = play.codeOf(stay).id;
    const visit = play.attendant();
    const wrong = { by: 'code', ...play.numbersOf(stay, 'wrong') } as const;
    expect(play.handOver(visit, first, wrong).answer).toMatchObject({ refusal: 'code-unknown' });
    play.wait(10_000);
    expect(play.handOver(visit, first, { by: 'code', ...numbers }).answer.ok).toBe(true);
    expect(play.last('shelf.handed-over')).toMatchObject({
      staff: 'attendant-1',
      proof: { by: 'code', code },
    });
    expect(play.state.stays).toEqual([]);
  });

  it('M11 hands over to a document that was looked at, never to a face alone', () => {
    const play = new ShelfPlay();
    play.shelve();
    const visit = play.attendant();
    const face = { by: 'identity', identity: { factors: ['face'], reference: 'seen-1' } } as const;
    expect(play.handOver(visit, first, face).answer).toMatchObject({ refusal: 'identity-insufficient' });
    const document = { by: 'identity', identity: { factors: ['document'], reference: 'seen-1' } } as const;
    expect(play.handOver(visit, first, document).answer.ok).toBe(true);
    expect(play.last('shelf.handed-over').proof).toEqual({ by: 'identity', reference: 'seen-1' });
  });

  it('does not hand over to the numbers of another code, nor what is not on a shelf', () => {
    const play = new ShelfPlay();
    play.shelve();
    const other = play.deposit(second);
    const proof = { by: 'code', ...play.numbersOf(other) } as const;
    const visit = play.attendant();
    expect(play.handOver(visit, first, proof).answer).toMatchObject({ refusal: 'checkout-mismatch' });
    expect(play.handOver(visit, second, proof).answer).toMatchObject({ refusal: 'parcel-not-shelved' });
    expect(play.handOver(visit, '???', proof).answer).toMatchObject({ refusal: 'waybill-malformed' });
    expect(play.count('code.rejected')).toBe(0);
  });

  it('is an attendant, not a technician and not a visit that is over', () => {
    const play = new ShelfPlay();
    const stay = play.shelve();
    const proof = { by: 'code', ...play.numbersOf(stay) } as const;
    const visit = admitStaff(play, 'technician');
    expect(play.handOver(visit, first, proof).answer).toMatchObject({ refusal: 'role-unfitting' });
    play.yes({ do: 'finish-visit', visit });
    expect(play.handOver(visit, first, proof).answer).toMatchObject({ refusal: 'visit-over' });
  });

  it('M6 takes back what the recipient rejects on the spot; its code works until a courier has it', () => {
    const play = new ShelfPlay();
    const stay = play.shelve();
    const visit = play.attendant();
    const reject = { do: 'reject-shelved', visit, waybill: first, reason: 'damaged', photos: [] } as const;
    play.yes(reject);
    play.yes(reject);
    expect(play.count('rejection.accepted')).toBe(1);
    expect(play.last('rejection.accepted').evidence).toMatchObject({ confirmedBy: 'attendant' });
    expect(play.last('recall.due')).toMatchObject({ cause: 'rejected', compartment: '5-2-3001' });
    expect(play.count('compartment.quarantined')).toBe(0);
    expect(play.checkOut(stay, [first]).answer.ok).toBe(true);
  });
});
