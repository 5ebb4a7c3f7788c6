import { electronRuntime } from './display.ts';
import { installCommand } from './debian-packages.ts';
import type { ProvidePart } from './part.ts';

/** Starts the bus on which apps show their windows to screen readers; where at-spi2-core puts it. */
export const accessibilityLauncher = '/usr/libexec/at-spi-bus-launcher';

/**
 * What a window is read and operated by from outside, on Linux. Nothing else needs it: where it cannot be installed, the
 * tests that do are skipped and say so.
 */
export const provideAccessibility: ProvidePart = async ({ machine, packages, root }) => {
  if (machine.platform !== 'linux' || electronRuntime(machine.env, root) === null) return {};
  if (machine.isExecutable(accessibilityLauncher)) return {};
  const names = ['at-spi2-core'];
  const refusal = await packages.install(names, 'windows are operated as by a screen reader');
  if (refusal !== null) machine.say(`${refusal}. By hand: \`${installCommand(names)}\`.`);
  return {};
};
