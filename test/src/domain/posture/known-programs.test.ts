import { describe, expect, it } from 'vitest';
import {
  programsAmong,
  recorders,
  remoteControlTools,
} from '../../../../src/domain/posture/known-programs.ts';

describe('a program that is known', () => {
  it('is told by our own name for it, however its process is called', () => {
    const running = new Set(['explorer', 'obs64', 'obs', 'winvnc4']);
    expect(programsAmong(recorders, running)).toEqual(['OBS Studio']);
    expect(programsAmong(remoteControlTools, running)).toEqual(['VNC']);
  });

  it('has names that fit through the contract and processes that can be met', () => {
    for (const { name, processes } of [...recorders, ...remoteControlTools]) {
      expect(name.length).toBeLessThanOrEqual(32);
      for (const process of processes) expect(process).toBe(process.toLowerCase());
    }
  });
});
