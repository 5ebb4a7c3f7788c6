import type { Plugin } from 'vite';

/** The package `debug`, as a browser gets it. */
const debugPackage = /[\\/]node_modules[\\/]debug[\\/]src[\\/]browser\.js$/u;

/** Whatever logs through it. */
const talkative = /[\\/]node_modules[\\/](?:mediasoup-client|awaitqueue)[\\/]lib[\\/].*\.js$/u;

/** A whole statement that logs: both libraries are printed by a compiler, which ends each with `);` and its line. */
const logStatement = /^(\s*)\w*[lL]ogger\.(?:debug|warn|error)\([\s\S]*?\);$/gmu;

/**
 * Takes the voice from libraries that log through `debug`: mediasoup-client writes whole session descriptions to the
 * console of whoever sets `localStorage.debug`. No SDP is in a log of ours. What nobody hears is not put together
 * either, and does not weigh: the statements go, too.
 */
export function noDebugLogs(): Plugin {
  return {
    name: 'quietroom:no-debug-logs',
    enforce: 'pre',
    load(id) {
      return debugPackage.test(id) ? 'module.exports = () => () => undefined;' : null;
    },
    transform(code, id) {
      return talkative.test(id) ? { code: withoutLogs(code), map: null } : null;
    },
  };
}

/** The code of a library of this kind, with an empty statement for each that logs: the branch that it was keeps one. */
function withoutLogs(code: string): string {
  return code.replace(logStatement, '$1;');
}
