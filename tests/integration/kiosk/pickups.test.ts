import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { problem, startedVisit } from '#contract/http';
import type { BoardId } from '#domain/words';
import { openKiosk, rightCode, rightExtension, until } from './open-kiosk.ts';
import type { OpenKiosk, Reply } from './open-kiosk.ts';
import { vault } from './scripted-station.ts';

/** Well-formed, but nobody's. */
const strangeCode = '111122220';

let open: OpenKiosk;

beforeEach(async () => {
  open = await openKiosk();
});

afterEach(() => open.kiosk.close());

/** Sends a request that will be refused, and moves the clock when the kiosk waits for its step. */
async function postRefused(body: unknown, key: string): Promise<Reply> {
  const waiting = open.clock.waits().length;
  const reply = open.post('/api/v1/pickups', { body, key });
  await until(() => open.clock.waits().length > waiting);
  open.clock.advance(300);
  return reply;
}

describe('a code that opens', () => {
  beforeEach(() => open.station.store('SW10000001', rightCode, rightExtension));

  test('starts a visit at once, with the door and a secret', async () => {
    const reply = await open.post('/api/v1/pickups', { body: { code: rightCode }, key: 'k1' });
    expect(reply.status).toBe(201);
    const started = startedVisit.parse(reply.body);
    expect(started.visit).toMatchObject({ kind: 'recipient', step: 'opening', secondsLeft: 45 });
    expect(started.visit.door).toMatchObject({
      compartment: 'A01',
      size: 'S',
      heightMm: 300,
      purpose: 'pickup',
    });
    expect(started.secret.length).toBeGreaterThanOrEqual(26);
    expect(open.clock.waits(), 'nothing was waited for').toEqual([]);
  });

  test.each([' 572-401 384 ', '572 401 384', '572401384'])('may be typed as "%s"', async (code) => {
    const reply = await open.post('/api/v1/pickups', { body: { code }, key: 'k1' });
    expect(reply.status).toBe(201);
  });

  test('R17 a repeated request gets the same visit and the same secret, and opens nothing again', async () => {
    const first = await open.post('/api/v1/pickups', { body: { code: rightCode }, key: 'k1' });
    const second = await open.post('/api/v1/pickups', { body: { code: rightCode }, key: 'k1' });
    expect(second.status).toBe(201);
    expect(second.text).toBe(first.text);
    expect(open.station.asked).toHaveLength(1);
  });

  test('R17 a request repeated after the visit gets the same visit, ended', async () => {
    const first = await open.post('/api/v1/pickups', { body: { code: rightCode }, key: 'k1' });
    open.station.moveDoor('open', 'occupied');
    open.station.moveDoor('closed', 'empty');
    open.station.tell({ do: 'finish-visit', visit: first.body.visit.visit });
    const second = await open.post('/api/v1/pickups', { body: { code: rightCode }, key: 'k1' });
    expect(second.status).toBe(201);
    expect(second.body.visit).toEqual({
      visit: first.body.visit.visit,
      kind: 'recipient',
      step: 'ended',
      door: null,
      parcels: [],
      delegates: [],
      may: [],
      done: { purpose: 'pickup', compartment: 'A01' },
      correctable: null,
      sending: null,
      stopped: null,
      fees: [],
      endReason: 'finished',
      survey: first.body.visit.visit,
      secondsLeft: 0,
    });
    expect(open.station.asked).toHaveLength(1);
  });

  test('R17 two requests with one key at the same time decide once', async () => {
    const release = open.station.hold();
    const call = { body: { code: rightCode }, key: 'k1' };
    const both = [open.post('/api/v1/pickups', call), open.post('/api/v1/pickups', call)];
    await until(() => open.station.asked.length > 0);
    // A third request that was answered shows that the second one has arrived as well.
    await open.get('/livez');
    release();
    const [first, second] = await Promise.all(both);
    expect(first?.status).toBe(201);
    expect(second?.text).toBe(first?.text);
    expect(open.station.asked).toHaveLength(1);
  });

  test('R17 a key that was used for another body is refused with 422', async () => {
    await open.post('/api/v1/pickups', { body: { code: rightCode }, key: 'k1' });
    const reply = await postRefused({ code: strangeCode }, 'k1');
    expect(reply.status).toBe(422);
    expect(problem.parse(reply.body).code).toBe('key-reused');
  });

  test('whoever comes second is told that the kiosk is busy', async () => {
    await open.post('/api/v1/pickups', { body: { code: rightCode }, key: 'k1' });
    const reply = await postRefused({ code: rightCode }, 'k2');
    expect([reply.status, reply.body.code]).toEqual([409, 'kiosk-busy']);
  });

  test('a silent board is named, and the code stays valid', async () => {
    open.station.tell({ do: 'lose-board', board: 'left-0' as BoardId });
    const refused = await postRefused({ code: rightCode }, 'k1');
    expect([refused.status, refused.body.code]).toEqual([503, 'compartment-unavailable']);
    open.station.tell({ do: 'restore-board', board: 'left-0' as BoardId });
    const granted = await open.post('/api/v1/pickups', { body: { code: rightCode }, key: 'k2' });
    expect(granted.status).toBe(201);
  });

  test('R12 a collected parcel is spoken of only to whoever has its code', async () => {
    const started = await open.post('/api/v1/pickups', { body: { code: rightCode }, key: 'k1' });
    open.station.moveDoor('open', 'occupied');
    open.station.moveDoor('closed', 'empty');
    open.station.tell({ do: 'finish-visit', visit: started.body.visit.visit });
    const reply = await postRefused({ code: rightCode }, 'k2');
    expect([reply.status, reply.body.code]).toEqual([410, 'already-collected']);
  });
});

describe('a code that does not open', () => {
  const typed = {
    unknown: strangeCode,
    mistyped: '572401385',
    short: '1234',
    empty: '',
    letters: 'open sesame',
    long: '1'.repeat(40),
  };

  test.each(Object.entries(typed))('R12 %s digits get the one answer, to the byte', async (_name, code) => {
    const reply = await postRefused({ code }, 'k1');
    expect(reply.status).toBe(404);
    expect(reply.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    const told = [...reply.headers].filter(([name]) => name !== 'date');
    const usual = await usualRefusal();
    expect({ text: reply.text, told }).toEqual(usual);
    expect(problem.parse(reply.body)).toMatchObject({ type: '/problems/code-unknown', code: 'code-unknown' });
  });

  /** What another kiosk says to a code of the right form that nobody has. */
  async function usualRefusal(): Promise<{ text: string; told: [string, string][] }> {
    await open.kiosk.close();
    open = await openKiosk();
    const reply = await postRefused({ code: '987654329' }, 'k1');
    return { text: reply.text, told: [...reply.headers].filter(([name]) => name !== 'date') };
  }

  test.each(Object.entries(typed))(
    'R12 %s digits cost the ledger the same one question',
    async (_name, code) => {
      await postRefused({ code }, 'k1');
      expect(open.station.recalled).toHaveLength(1);
    },
  );

  test('R12 the refusal leaves 300 ms after the request and not before', async () => {
    let reply: Reply | null = null;
    const posted = open.post('/api/v1/pickups', { body: { code: strangeCode }, key: 'k1' });
    void posted.then((answer) => (reply = answer));
    await until(() => open.clock.waits().length > 0);
    expect(open.clock.waits()).toEqual([300]);
    open.clock.advance(299);
    await open.get('/livez');
    expect(reply).toBeNull();
    open.clock.advance(1);
    expect((await posted).status).toBe(404);
  });

  test('R12 a decision that took longer leaves at the next step', async () => {
    const release = open.station.hold();
    const posted = open.post('/api/v1/pickups', { body: { code: strangeCode }, key: 'k1' });
    await until(() => open.station.asked.length > 0);
    open.clock.advance(450);
    release();
    await until(() => open.clock.waits().length > 0);
    expect(open.clock.waits()).toEqual([150]);
    open.clock.advance(150);
    expect((await posted).status).toBe(404);
  });

  test('what was found for digits that are no code is thrown away', async () => {
    open.station.store('SW10000001', '---------', '------');
    const reply = await postRefused({ code: 'anything' }, 'k1');
    expect(reply.body.code).toBe('code-unknown');
    expect(open.station.asked).toMatchObject([{ wellFormed: false, knowledge: { kind: 'unknown' } }]);
  });
});

describe('R9 step-up', () => {
  beforeEach(async () => {
    open.station.store('SW10000001', rightCode, rightExtension);
    await postRefused({ code: strangeCode }, 'k0');
  });

  test('asks for the extension, with the same words for every code', async () => {
    const right = await postRefused({ code: rightCode }, 'k1');
    const strange = await postRefused({ code: '987654329' }, 'k2');
    expect([right.status, right.body.code]).toEqual([403, 'extension-needed']);
    expect(strange.text).toBe(right.text);
  });

  test('code and extension together open', async () => {
    const body = { code: rightCode, extension: '314 159' };
    const reply = await open.post('/api/v1/pickups', { body, key: 'k1' });
    expect(reply.status).toBe(201);
  });

  test.each(['314158', '31415', 'abcdef', '------'])(
    'the extension "%s" does not open',
    async (extension) => {
      const reply = await postRefused({ code: rightCode, extension }, 'k1');
      expect([reply.status, reply.body.code]).toEqual([404, 'code-unknown']);
    },
  );

  test('an attempt that comes too early names the seconds to wait', async () => {
    await postRefused({ code: rightCode, extension: '000000' }, 'k1');
    const reply = await postRefused({ code: rightCode, extension: rightExtension }, 'k2');
    expect(reply.status).toBe(429);
    expect(problem.parse(reply.body)).toMatchObject({ code: 'try-later', waitS: 10 });
    expect(reply.headers.get('retry-after')).toBe('10');
  });

  test('the ledger is asked with the keyed hash of both numbers', async () => {
    await postRefused({ code: rightCode, extension: '000001' }, 'k1');
    expect(open.station.recalled.at(-1)).toEqual({
      code: vault.macOf('code', rightCode),
      extension: vault.macOf('extension', '000001'),
    });
  });
});
