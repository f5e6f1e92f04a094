import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { chainedText } from '#contract/cloud-event';
import { chainHash, genesisHash, publishedBody } from '#ledger/chain';

describe('the chain of events', () => {
  it('R20 hashes the bytes of the previous hash and the UTF-8 bytes of the text', () => {
    const body = '{"station":"格口"}';
    const expected = createHash('sha256')
      .update(Buffer.alloc(32))
      .update(Buffer.from(body, 'utf8'))
      .digest('hex');
    expect(chainHash(genesisHash, body)).toBe(expected);
  });

  it('depends on the previous hash', () => {
    expect(chainHash('ab'.repeat(32), '{}')).not.toBe(chainHash(genesisHash, '{}'));
  });

  it('publishes the stored text with its hash, and marks a replay', () => {
    const trailer = { hash: 'cafe', historical: false, opening: null };
    expect(publishedBody('{"seq":7}', trailer)).toBe('{"seq":7,"hash":"cafe"}');
    expect(JSON.parse(publishedBody('{"seq":7}', { ...trailer, historical: true }))).toEqual({
      seq: 7,
      hash: 'cafe',
      historical: true,
    });
  });

  it('R20 publishes personal values beside the hashed text', () => {
    const opening = '{"contact":["salt","138****1234"]}';
    const body = publishedBody('{"seq":7}', { hash: 'ab'.repeat(32), historical: true, opening });
    expect(chainedText(body)).toBe('{"seq":7}');
    expect(JSON.parse(body)).toMatchObject({ personal: opening, historical: true });
  });
});
