// @ts-check

/**
 * What set-up can provide beside the pinned Node, which every command gets.
 * @typedef {'worker' | 'chromium' | 'secret-service' | 'display' | 'accessibility' | 'coturn'} Part
 */

/**
 * The one table of commands: what each does, for the list of commands, and which parts it cannot run without.
 * @type {Readonly<Record<string, { does: string, parts: readonly Part[] }>>}
 */
export const commands = {
  setup: {
    does: 'provides everything that the other commands need',
    parts: ['worker', 'chromium', 'secret-service', 'display', 'coturn'],
  },
  start: {
    does: 'starts a server on loopback and the therapist app',
    parts: ['worker', 'chromium', 'secret-service'],
  },
  server: {
    does: 'runs the server alone, by a configuration',
    parts: ['worker'],
  },
  guest: {
    does: 'opens the app for clients with an invite',
    parts: ['chromium', 'secret-service'],
  },
  demo: {
    does: 'runs one complete session on this machine and prints a report',
    parts: ['worker', 'chromium', 'secret-service'],
  },
  test: {
    does: 'checks types and style, builds, and runs every test',
    parts: ['worker', 'chromium', 'secret-service', 'display', 'coturn'],
  },
  fault: {
    does: 'kills, damages and powers off vaults, in large numbers',
    parts: [],
  },
  artefact: {
    does: 'packs both apps as they are shipped and brings them into a session',
    parts: ['worker', 'secret-service', 'display', 'accessibility'],
  },
  bench: {
    does: 'measures: vault, e2ee, join, recovery or start',
    parts: ['worker', 'chromium', 'secret-service'],
  },
  gallery: {
    does: 'shows every component in every state',
    parts: ['chromium'],
  },
  verify: {
    does: 'checks a session slip offline, from its bytes alone',
    parts: [],
  },
  build: {
    does: 'builds the apps and the guest page',
    parts: [],
  },
  dist: {
    does: 'packs an app for this system',
    parts: [],
  },
  icons: {
    does: 'draws the icons of both apps anew',
    parts: ['chromium'],
  },
};

/** The list of commands, for people. */
export function listCommands() {
  const width = Math.max(...Object.keys(commands).map((name) => name.length));
  return Object.entries(commands)
    .map(([name, { does }]) => `  ${name.padEnd(width)}  ${does}`)
    .join('\n');
}
