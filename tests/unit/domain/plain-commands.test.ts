import { describe, expect, it } from 'vitest';
import { Play } from './play.ts';

describe('what the shell reports', () => {
  it('of the link and of quiet hours is an event only when it changes', () => {
    const play = new Play();
    expect(play.do({ do: 'change-link', link: 'up' }).events).toEqual([]);
    expect(play.do({ do: 'change-link', link: 'down' }).events).toMatchObject([
      { type: 'link.changed', link: 'down' },
    ]);
    expect(play.state.link).toBe('down');
    expect(play.do({ do: 'change-quiet', isQuiet: false }).events).toEqual([]);
    expect(play.do({ do: 'change-quiet', isQuiet: true }).events).toMatchObject([
      { type: 'quiet.changed', isQuiet: true },
    ]);
    expect(play.state.isQuiet).toBe(true);
  });

  it('as a fault is raised once, without compartments, and cleared once', () => {
    const play = new Play();
    const fault = { fault: 'compartment-failing', subject: 'A01' } as const;
    const raise = { do: 'raise-fault', ...fault } as const;
    expect(play.do(raise).events).toHaveLength(1);
    expect(play.last('fault.raised')).toMatchObject({ ...fault, compartments: [] });
    expect(play.do(raise).events).toEqual([]);
    expect(play.do({ do: 'clear-fault', ...fault }).events).toHaveLength(1);
    expect(play.do({ do: 'clear-fault', ...fault }).events).toEqual([]);
  });

  it('M13 about records that were purged or pruned is told with their number and up to when', () => {
    const play = new Play();
    const told = { count: 3, upTo: '2026-01-01T00:00:00.000Z' };
    expect(play.do({ do: 'purge-records', ...told }).events).toEqual([
      { type: 'records.purged', at: play.now, ...told },
    ]);
    expect(play.do({ do: 'prune-records', ...told }).events).toEqual([
      { type: 'records.pruned', at: play.now, ...told },
    ]);
  });
});
