import { expect, it } from 'vitest';
import { topicsOf } from '#contract/topics';
import { DropOffs } from '#uplink/drop-offs-document';
import { ScriptedOutbox } from './scripted-outbox.ts';
import { silentLog } from './silent-log.ts';
import { StationDouble } from './station-double.ts';

const centreKey = { kty: 'OKP', crv: 'Ed25519', x: 'centre' };
const sending = {
  code: 'ab'.repeat(32),
  waybill: ' sf9900000001 ',
  carrier: 'SF',
  weightGrams: null,
  identity: null,
  collectWithinHours: 24,
};

function open() {
  const control = new StationDouble();
  const outbox = new ScriptedOutbox();
  const reported: unknown[] = [];
  const retained = {
    show: (_topic: string, payload: string) => Promise.resolve(void reported.push(JSON.parse(payload))),
  };
  const ports = {
    station: 's-1',
    topics: topicsOf('s-1'),
    control,
    outbox,
    retained,
    centreKey,
    log: silentLog,
  };
  const verify = (text: string) => Promise.resolve(text.startsWith('{') ? text : null);
  const document = new DropOffs({ ...ports, verify });
  const take = (change: object = {}) =>
    document.take(
      JSON.stringify({
        document: 'drop-offs',
        station: 's-1',
        version: 4,
        sendings: [sending],
        numbered: [
          { stay: 'stay-1', waybill: 'SF9900000002' },
          { stay: 'stay-2', waybill: '!' },
        ],
        ...change,
      }),
    );
  return { control, outbox, reported, document, take };
}

it('R15 tells the station the whole list of drop-offs, once for each version', async () => {
  const { control, outbox, reported, take } = open();
  await take();
  await take();
  expect(control.asked).toEqual([
    {
      do: 'record-sendings',
      sendings: [{ ...sending, waybill: 'SF9900000001' }],
      numbered: [{ stay: 'stay-1', waybill: 'SF9900000002' }],
    },
  ]);
  expect(outbox.documentVersion('drop-offs')).toBe(4);
  expect(reported.at(-1)).toEqual({ document: 'drop-offs', version: 4, rejected: null });
});

it('R15 takes no list that is unsigned, misshapen or meant for another station', async () => {
  const { control, reported, document, take } = open();
  await document.take('forged');
  await take({ sendings: [{ ...sending, code: '1234567890123' }] });
  await take({ station: 's-2' });
  expect(control.asked).toEqual([]);
  expect(reported.map((one) => (one as { rejected: { reason: string } }).rejected.reason)).toEqual([
    'signature',
    'malformed',
    'other-station',
  ]);
});
