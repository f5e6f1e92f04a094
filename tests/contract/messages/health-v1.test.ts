import { describe, expect, it } from 'vitest';
import { stationHealth } from '#contract/health';

// Do not change this message: stations in the field send exactly this. Add a version.
const frozen = {
  at: '2026-11-22T08:00:00.250Z',
  uptimeSeconds: 86400,
  load: { processorCount: 4, oneMinute: 0.31, fiveMinutes: 0.24, fifteenMinutes: 0.2 },
  memory: { processBytes: 92_274_688, freeBytes: 412_090_368, totalBytes: 955_539_456 },
  disk: { freeBytes: 7_340_032_000, totalBytes: 15_931_539_456 },
  temperatureCelsius: 48.5,
  clock: 'trusted',
  outbox: { length: 3, oldestAt: '2026-11-22T07:59:12.001Z' },
  link: { since: '2026-11-22T06:00:00.000Z', lossCount: 2 },
  buses: [
    {
      bus: 'left',
      isOpen: true,
      errorRate: 0.005,
      line: {
        requests: 2000,
        answered: 1990,
        timeouts: 10,
        garbledReplies: 4,
        strayReplies: 1,
        discardedBytes: 37,
        echoesStripped: 0,
        pushes: 2,
        writeFailures: 0,
        openFailures: 1,
        lost: 1,
        reopened: 1,
      },
      boards: [
        {
          board: 'left-0',
          isSilent: false,
          errorRate: null,
          reads: 1995,
          failedReads: 6,
          doubtedReads: 1,
          silences: 0,
          line: {
            requests: 2000,
            answered: 1990,
            timeouts: 10,
            garbledReplies: 4,
            strayReplies: 1,
            discardedBytes: 37,
            pushes: 2,
          },
        },
      ],
    },
  ],
  gpio: [{ board: 'gate', isSilent: true, reads: 10, failedReads: 3, doubtedReads: 0, silences: 1 }],
};

// As above, since stations tell of their scanners.
const frozenWithScanners = {
  ...frozen,
  scanners: [{ scanner: 'front', admitted: 412, rejected: 7, dropped: 31 }],
};

type Json = { readonly [key: string]: unknown };

/** Every way to leave one field out, anywhere in the message. */
function* withoutOneField(
  value: unknown,
): Generator<{ readonly without: string; readonly message: unknown }> {
  if (Array.isArray(value)) {
    for (const { without, message } of withoutOneField(value[0])) yield { without, message: [message] };
  } else if (typeof value === 'object' && value !== null) {
    for (const [field, inner] of Object.entries(value as Json)) {
      const { [field]: _, ...rest } = value as Json;
      yield { without: field, message: rest };
      for (const { without, message } of withoutOneField(inner)) {
        yield { without: `${field}.${without}`, message: { ...(value as Json), [field]: message } };
      }
    }
  }
}

describe('health, version 1', () => {
  it('is still read field by field', () => {
    expect(stationHealth.parse(frozen)).toEqual(frozen);
  });

  it('is still read with the scanners, none of whose counters may be left out', () => {
    expect(stationHealth.parse(frozenWithScanners)).toEqual(frozenWithScanners);
    const cut = [...withoutOneField(frozenWithScanners)].filter(({ without }) =>
      without.startsWith('scanners.'),
    );
    expect(cut.map(({ without }) => without)).toEqual(
      ['scanner', 'admitted', 'rejected', 'dropped'].map((field) => `scanners.${field}`),
    );
    for (const { without, message } of cut) {
      expect(stationHealth.safeParse(message).success, `without ${without}`).toBe(false);
    }
  });

  it('still needs every field, however deep', () => {
    const cut = [...withoutOneField(frozen)];
    expect(cut.length).toBeGreaterThan(60);
    for (const { without, message } of cut) {
      expect(stationHealth.safeParse(message).success, `without ${without}`).toBe(false);
    }
  });

  it('may say that disk, temperature, error rate and oldest event are not known', () => {
    const unknown = {
      ...frozen,
      disk: null,
      temperatureCelsius: null,
      outbox: { length: 0, oldestAt: null },
      buses: [],
      gpio: [],
    };
    expect(stationHealth.parse(unknown)).toEqual(unknown);
  });

  it('refuses a share of errors beyond all of them, and counters that run backwards', () => {
    const [bus] = frozen.buses;
    expect(stationHealth.safeParse({ ...frozen, buses: [{ ...bus, errorRate: 1.01 }] }).success).toBe(false);
    expect(stationHealth.safeParse({ ...frozen, outbox: { length: -1, oldestAt: null } }).success).toBe(
      false,
    );
  });
});
