import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
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
    expect(publishedBody('{"seq":7}', 'cafe', false)).toBe('{"seq":7,"hash":"cafe"}');
    expect(JSON.parse(publishedBody('{"seq":7}', 'cafe', true))).toEqual({
      seq: 7,
      hash: 'cafe',
      historical: true,
    });
  });
});
