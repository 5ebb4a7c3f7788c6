import { describe, expect, it } from 'vitest';
import { callShield } from '../../../renderer/i18n/en-gb/call-shield.ts';
import { shield } from '../../../renderer/i18n/en-gb/shield.ts';
import { shieldSettings } from '../../../renderer/i18n/en-gb/shield-settings.ts';

function linesOf(words: object, prefix = ''): readonly (readonly [string, string])[] {
  return Object.entries(words).flatMap(([key, value]: [string, unknown]) => {
    if (typeof value === 'string') return [[`${prefix}${key}`, value] as const];
    return linesOf(value as object, `${prefix}${key}.`);
  });
}

const lines = [
  ...linesOf(callShield, 'call.'),
  ...linesOf(shield, 'own.'),
  ...linesOf(shieldSettings, 'settings.'),
];

describe('the words about captures claim no more than the self-test showed', () => {
  it('nobody is told that a window is safe, or that captures are prevented', () => {
    const claims =
      /\b(safe|secur\w*|protect\w*|prevent\w*|block\w*|guarantee\w*|impossible|private|nobody can|cannot be (captured|recorded|seen))\b/iu;
    expect(lines.filter(([, text]) => claims.test(text))).toEqual([]);
  });

  it('what was not seen is said to have been tried, and by whom', () => {
    const good = lines.filter(([key]) => /(?:^|\.)hidden$/u.test(key));
    expect(good.map(([key]) => key)).toEqual([
      'call.reported.hidden',
      'call.own.hidden',
      'settings.hidden',
    ]);
    for (const [, text] of good) expect(text).toMatch(/tried to capture.* not see/u);
  });

  it('whatever somebody else says is called their app’s report', () => {
    const { browser, ...reported } = callShield.reported;
    for (const text of Object.values(reported))
      expect(text).toMatch(/Their app (?:reports|has not reported)/u);
    expect(browser).toContain('browser');
  });

  it('a camera in front of the screen is named wherever captures are explained', () => {
    expect(callShield.text).toMatch(/camera/u);
    expect(shieldSettings.text).toMatch(/camera/u);
    expect(shieldSettings.system.camera).toMatch(/camera/iu);
  });

  it('no recorder is said to have been detected, or to be absent', () => {
    const detection =
      /\b(detect\w*|no recorder|nobody records|not being recorded|is recording)\b/iu;
    expect(lines.filter(([, text]) => detection.test(text))).toEqual([]);
  });
});
