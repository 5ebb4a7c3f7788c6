import { describe, expect, it } from 'vitest';
import { totalsOf } from '../../../tools/fault/fault-report.ts';

describe('the totals of campaigns', () => {
  it('count what was killed, damaged and lost', () => {
    const totals = totalsOf([
      { campaign: 'kill', kills: 1000, acknowledged: 4000, lost: 0 },
      { campaign: 'kill while destroying', kills: 200, atCalls: 40, half: 1, stages: { a: 3 } },
      { campaign: 'damage: none', times: 1000, codes: { nothing: 1000 } },
      { campaign: 'power loss', steps: 30, variants: 120, acknowledged: 12, lost: 2 },
    ]);
    expect(totals).toEqual({
      kills: 1240,
      damages: 1000,
      steps: 30,
      variants: 120,
      acknowledged: 4012,
      lost: 3,
      controls: {},
    });
  });

  it('name what controls lost or found, and count it as no loss', () => {
    const { lost, steps, controls } = totalsOf([
      { campaign: 'power loss, control without syncs', steps: 3, variants: 9, lost: 7 },
      { campaign: 'canary, control without encryption', looks: 2, hits: { clients: 3, backup: 4 } },
    ]);
    expect([lost, steps]).toEqual([0, 0]);
    expect(controls).toEqual({
      'power loss, control without syncs': 7,
      'canary, control without encryption': 7,
    });
  });
});
