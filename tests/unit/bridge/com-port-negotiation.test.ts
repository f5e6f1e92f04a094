import { describe, expect, test } from 'vitest';
import {
  beginNegotiation,
  negotiate,
  type Negotiation,
  type NegotiationStep,
} from '#bridge/transports/com-port-negotiation';
import { telnetStart, readTelnet } from '#bridge/transports/telnet';
import { bytesOf, hexOf } from './scripted-transport.ts';

const line = { baud: 19_200, dataBits: 8, parity: 'none', stopBits: 1 } as const;
const begun = beginNegotiation(line).negotiation;

/** Lets the server say these bytes; returns where that leads and everything that is answered. */
function hear(hex: string, from: Negotiation = begun): NegotiationStep {
  let negotiation = from;
  const replies: Uint8Array[] = [];
  for (const event of readTelnet(telnetStart, bytesOf(hex)).events) {
    if (event.kind === 'bytes') continue;
    const step = negotiate(negotiation, event);
    negotiation = step.negotiation;
    replies.push(...step.replies);
  }
  return { negotiation, replies };
}

const consent = 'FF FD 2C FF FD 00 FF FB 00';
const granted = [
  'FF FA 2C 65 00 00 4B 00 FF F0',
  'FF FA 2C 66 08 FF F0',
  'FF FA 2C 67 01 FF F0',
  'FF FA 2C 68 01 FF F0',
].join(' ');
const setting = hear(consent).negotiation;
const ready = hear(granted, setting).negotiation;

describe('a client of RFC 2217', () => {
  test('offers the COM port and insists on binary both ways', () => {
    expect(beginNegotiation(line).replies.map(hexOf)).toEqual([
      'FF FB 2C',
      'FF FB 00',
      'FF FB 03',
      'FF FD 00',
      'FF FD 03',
    ]);
  });

  test('sets speed, data bits, parity and stop bits once the server has consented', () => {
    expect(hear(consent).replies.map(hexOf)).toEqual([
      'FF FA 2C 01 00 00 4B 00 FF F0',
      'FF FA 2C 02 08 FF F0',
      'FF FA 2C 03 01 FF F0',
      'FF FA 2C 04 01 FF F0',
    ]);
    expect(setting.at).toBe('setting');
  });

  test('knows every parity, two stop bits and a speed with a byte of 255', () => {
    const other = { baud: 65_280, dataBits: 7, parity: 'even', stopBits: 2 } as const;
    const even = hear(consent, beginNegotiation(other).negotiation);
    expect(even.replies.map(hexOf)).toEqual([
      'FF FA 2C 01 00 00 FF FF 00 FF F0',
      'FF FA 2C 02 07 FF F0',
      'FF FA 2C 03 03 FF F0',
      'FF FA 2C 04 02 FF F0',
    ]);
    const odd = hear(consent, beginNegotiation({ ...other, parity: 'odd' }).negotiation);
    expect(odd.replies.map(hexOf)[2]).toBe('FF FA 2C 03 02 FF F0');
  });

  test('is ready when all of it is confirmed, switches flow control off and empties the buffers', () => {
    const { negotiation, replies } = hear(granted, setting);
    expect(negotiation.at).toBe('ready');
    expect(replies.map(hexOf)).toEqual(['FF FA 2C 05 01 FF F0', 'FF FA 2C 0C 03 FF F0']);
  });

  test('is not ready before the last setting is confirmed, in whatever order they come', () => {
    expect(hear('FF FA 2C 68 01 FF F0 FF FA 2C 65 00 00 4B 00 FF F0', setting).negotiation.at).toBe(
      'setting',
    );
  });

  test.each([
    ['FF FE 2C', 'it does not speak RFC 2217'],
    ['FF FE 00', 'it does not take every byte as it is'],
    ['FF FC 00', 'it does not send every byte as it is'],
  ])('gives up when the server says %s', (said, reason) => {
    expect(hear(said).negotiation).toEqual({ at: 'refused', reason });
    expect(hear(said, ready).negotiation).toEqual({ at: 'refused', reason });
  });

  test.each([
    ['FF FA 2C 65 00 00 25 80 FF F0', 'it sets speed 9600 instead of 19200'],
    ['FF FA 2C 66 07 FF F0', 'it sets data bits 7 instead of 8'],
    ['FF FA 2C 67 03 FF F0', 'it sets parity 3 instead of 1'],
    ['FF FA 2C 68 02 FF F0', 'it sets stop bits 2 instead of 1'],
    ['FF FA 2C 65 00 FF F0', 'it sets speed 0 instead of 19200'],
  ])('gives up when the server confirms %s, at the beginning and later', (said, reason) => {
    expect(hear(said, setting).negotiation).toEqual({ at: 'refused', reason });
    expect(hear(said, ready).negotiation).toEqual({ at: 'refused', reason });
  });

  test('passes over line states, modem states and other options', () => {
    const news = 'FF FA 2C 6A 00 FF F0 FF FA 2C 6B B0 FF F0 FF FA 18 01 FF F0 FF FA 2C FF F0';
    expect(hear(news, setting)).toEqual({ negotiation: setting, replies: [] });
    expect(hear(news, ready)).toEqual({ negotiation: ready, replies: [] });
  });

  test('declines what it has not offered, and acknowledges nothing twice', () => {
    expect(hear('FF FD 18 FF FB 01').replies.map(hexOf)).toEqual(['FF FC 18', 'FF FE 01']);
    expect(hear(`${consent} FF FD 03 FF FB 03`, ready)).toEqual({ negotiation: ready, replies: [] });
    expect(hear('FF FC 03 FF FE 03 FF FC 01 FF FE 18').replies).toEqual([]);
  });

  test('says nothing more once it has given up', () => {
    const refused = hear('FF FE 2C').negotiation;
    expect(hear(`${consent} ${granted}`, refused)).toEqual({ negotiation: refused, replies: [] });
  });
});
