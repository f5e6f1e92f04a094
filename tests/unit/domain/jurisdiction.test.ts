import { describe, expect, it } from 'vitest';
import { isBinding, jurisdictions, musts, sources, sourcesOf } from '#domain/jurisdiction';
import type { Interlock } from '#domain/jurisdiction';

const interlocks = Object.keys(musts) as Interlock[];

describe('the musts of the law', () => {
  it('are fifteen, each with its own number and at least one source', () => {
    const numbers = interlocks.map((interlock) => musts[interlock].number);
    expect(numbers).toEqual(Array.from({ length: 15 }, (_, index) => `M${String(index + 1)}`));
    for (const interlock of interlocks) {
      const asked = jurisdictions.flatMap((jurisdiction) => sourcesOf(jurisdiction, interlock));
      expect(asked.length).toBeGreaterThan(0);
      for (const source of asked) expect(sources[source].text).not.toBe('');
    }
  });

  it('bind a station in China by all that its sources ask', () => {
    expect(interlocks.filter((interlock) => !isBinding('cn', interlock))).toEqual([]);
  });

  it('that are invariants of the house bind a station wherever it stands', () => {
    const everywhere: Interlock[] = [
      'notice-content',
      'free-period',
      'rejection',
      'records',
      'masking',
      'never-face-only',
      'accessibility',
      'retention-purge',
    ];
    for (const jurisdiction of jurisdictions) {
      expect(everywhere.filter((interlock) => !isBinding(jurisdiction, interlock))).toEqual([]);
    }
  });

  it('ask for consent in China and in the European Union', () => {
    expect(jurisdictions.filter((jurisdiction) => isBinding(jurisdiction, 'consent'))).toEqual(['cn', 'eu']);
  });

  it('forbid damaged, fresh and valuable goods where a source says so', () => {
    for (const interlock of ['condition', 'special-goods', 'camera', 'sender-identity'] as const) {
      expect(jurisdictions.filter((jurisdiction) => isBinding(jurisdiction, interlock))).toEqual(['cn']);
    }
  });
});
