import { describe, expect, it } from 'vitest';
import { keepingRules } from '../../../src/web/kiosk/keeping-rules.ts';

const fee = { currency: 'CNY', amountMinor: 50, periodHours: 12, maxMinor: 300 };

describe('the rules of a station', () => {
  it('M15 name the keeping period, and that nothing is charged', () => {
    expect(keepingRules('en', { retentionHours: 24, fee: null })).toBe('Kept 24 h free of charge');
    expect(keepingRules('zh', { retentionHours: 18, fee: null })).toBe('免费保管 18 小时');
  });

  it('M15 name what is asked for time beyond it, in the money of the place', () => {
    expect(keepingRules('zh', { retentionHours: 18, fee })).toBe(
      '免费保管 18 小时，之后每 12 小时 ¥0.50，最多 ¥3.00',
    );
    const yen = { ...fee, currency: 'JPY' };
    expect(keepingRules('en', { retentionHours: 24, fee: yen })).toBe(
      'Kept 24 h free, then ¥50 for each 12 h, ¥300 at most',
    );
  });
});
