import { dayMs, updatesReading } from '../../../../src/domain/posture/freshness.ts';
import type { PostureReading } from '../../../../src/domain/posture/reading.ts';

/**
 * `/var/log/apt/history.log`, oldest first, in paragraphs: only those that brought newer packages count, and not as
 * company of something new. Nothing in it is translated.
 */
export function readAptHistory(log: string, nowMs: number): PostureReading {
  const dates = log
    .split(/\r?\n\s*\r?\n/)
    .filter((paragraph) => /^Upgrade: /m.test(paragraph) && !isInstallation(paragraph))
    .map((paragraph) => /^Start-Date: (\d{4})-(\d{2})-(\d{2})\b/m.exec(paragraph))
    .map((date) => (date ? dayMs(Number(date[1]), Number(date[2]), Number(date[3])) : null))
    .filter((dateMs) => dateMs !== null);
  return updatesReading(dates, nowMs);
}

/** Somebody wanted a package that was not there; other programs than apt's own say what they do in other words. */
function isInstallation(paragraph: string): boolean {
  const command = /^Commandline: (.*)$/m.exec(paragraph)?.[1] ?? '';
  return /\sinstall\b/.test(command) && !command.includes('--only-upgrade');
}
