import { expect, it } from 'vitest';
import { adviceCountMax } from '#contract/documents';
import type { ParcelAdvice } from '#contract/documents';
import { topicsOf } from '#contract/topics';
import { Parcels } from '#uplink/parcels-document';
import { ScriptedOutbox } from './scripted-outbox.ts';
import { silentLog } from './silent-log.ts';
import { StationDouble, stayIn } from './station-double.ts';

const plain: Omit<ParcelAdvice, 'waybill'> = {
  station: 's-1',
  recipient: null,
  contact: null,
  consent: null,
  senderNamedLocker: false,
  method: 'locker',
  goods: { fresh: false, valuable: false, fragile: false },
  goodsAgreed: false,
  declaredWeightG: null,
  notBefore: null,
  notAfter: null,
  sizeHint: null,
  needsReach: false,
};

function open() {
  const control = new StationDouble();
  control.change({ stays: [stayIn('stay-1')] });
  const reported: unknown[] = [];
  const retained = {
    show: (_topic: string, payload: string) => Promise.resolve(void reported.push(JSON.parse(payload))),
  };
  const document = new Parcels({
    station: 's-1',
    topics: topicsOf('s-1'),
    control,
    outbox: new ScriptedOutbox(),
    retained,
    centreKey: { kty: 'OKP', crv: 'Ed25519', x: 'centre' },
    log: silentLog,
    verify: (text: string) => Promise.resolve(text),
  });
  const take = (adviceCount: number) => {
    const advice = Array.from({ length: adviceCount }, (_, index) => ({
      ...plain,
      waybill: `SF${String(index).padStart(13, '0')}`,
    }));
    const notified = [{ stay: 'stay-1', at: '2026-11-22T08:00:00.000Z' }];
    return document.take(
      JSON.stringify({ document: 'parcels', station: 's-1', version: 4, notified, advice }),
    );
  };
  return { control, reported, take };
}

it('R1 takes as many parcels as are written before a child has waited too long', async () => {
  const { control, reported, take } = open();
  await take(adviceCountMax);
  expect(control.asked).toMatchObject([{ do: 'record-notified', stay: 'stay-1' }]);
  expect(reported.at(-1)).toEqual({ document: 'parcels', version: 4, rejected: null });
});

it('R1 takes nothing of a document with more, and says why', async () => {
  const { control, reported, take } = open();
  await take(adviceCountMax + 1);
  expect(control.asked).toEqual([]);
  const rejected = { version: 4, reason: 'too-many' };
  expect(reported.at(-1)).toEqual({ document: 'parcels', version: 0, rejected });
});
