import { describe, expect, it } from 'vitest';
import type { CodeMac, CourierId, StayId, VisitId, Waybill } from '#domain/words';
import { Play, planned } from './play.ts';
import { advice, declare } from './sender.ts';

const four = ['A01', 'A02', 'A03', 'A04'].map((label) => planned(label, 'S'));

/** The centre allows as many drop-offs, each with a code of its own. */
function allowAll(play: Play, carriers: readonly string[]): void {
  const sendings = carriers.map((carrier, index) => ({
    ...advice,
    carrier,
    code: `code-${String(index)}` as CodeMac,
    waybill: `SF990000000${String(index)}` as Waybill,
  }));
  play.yes({ do: 'record-sendings', sendings, numbered: [] });
  play.yes({ do: 'see-camera', camera: 'healthy' });
}

function handIn(play: Play, index: number): StayId {
  const code = `code-${String(index)}` as CodeMac;
  const { visit } = play.yes({ do: 'begin-drop-off', wellFormed: true, code });
  declare(play, visit ?? ('none' as VisitId));
  const { stay } = play.last('drop-off.started');
  play.settle('opened');
  play.see(play.compartmentOf(stay), 'closed', 'occupied');
  play.yes({ do: 'finish-visit', visit: visit ?? ('none' as VisitId) });
  play.wait(60_000);
  return stay;
}

function collect(play: Play, stay: StayId): void {
  const courier = { id: 'c1' as CourierId, carrier: 'SF' };
  const { visit } = play.yes({ do: 'admit-courier', courier });
  const about = { visit: visit ?? ('none' as VisitId), stay };
  const compartment = play.compartmentOf(stay);
  const { waybill } = play.state.stays.find(({ id }) => id === stay) ?? { waybill: '' };
  play.yes({ do: 'start-recall', ...about });
  play.settle('opened');
  play.yes({ do: 'scan-recalled', ...about, waybill });
  play.see(compartment, 'closed', 'empty');
  play.yes({ do: 'close-manifest', visit: about.visit, countedCount: 1, isDeclared: false });
  play.yes({ do: 'finish-visit', visit: about.visit });
}

describe('what waits for collection', () => {
  it('S0-19 is told when it passes a step, up and down, with the oldest and whose courier is wanted', () => {
    const play = new Play({ compartments: four });
    allowAll(play, ['SF', 'ZT', 'SF']);
    const first = handIn(play, 0);
    const oldestAcceptedAt = play.last('drop-off.accepted').at.wallMs;
    expect(play.last('drop-off.level-changed')).toMatchObject({
      percent: 25,
      waitingCount: 1,
      compartmentCount: 4,
      oldestAcceptedAt,
      carriers: [{ carrier: 'SF', count: 1 }],
    });
    handIn(play, 1);
    handIn(play, 2);
    expect(play.last('drop-off.level-changed')).toMatchObject({
      percent: 75,
      oldestAcceptedAt,
      carriers: [
        { carrier: 'SF', count: 2 },
        { carrier: 'ZT', count: 1 },
      ],
    });
    collect(play, first);
    expect(play.last('drop-off.level-changed')).toMatchObject({ percent: 50, waitingCount: 2 });
    expect(play.last('drop-off.level-changed').oldestAcceptedAt).toBeGreaterThan(oldestAcceptedAt);
    expect(play.count('drop-off.level-changed')).toBe(4);
  });

  it('S0-19 is not told of parcels that pass no step, nor of deposits', () => {
    const eight = Array.from({ length: 8 }, (_, index) => planned(`A0${String(index + 1)}`, 'S'));
    const play = new Play({ compartments: eight });
    allowAll(play, ['SF', 'SF']);
    play.deposit();
    handIn(play, 0);
    expect(play.count('drop-off.level-changed')).toBe(0);
    handIn(play, 1);
    expect(play.count('drop-off.level-changed')).toBe(1);
  });
});
