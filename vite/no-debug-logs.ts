import type { Plugin } from 'vite';

/** The package `debug`, as a browser gets it. */
const debugPackage = /[\\/]node_modules[\\/]debug[\\/]src[\\/]browser\.js$/u;

/**
 * Takes the voice from libraries that log through `debug`: mediasoup-client writes whole session descriptions to the
 * console of whoever sets `localStorage.debug`. No SDP is in a log of ours.
 */
export function noDebugLogs(): Plugin {
  return {
    name: 'quietroom:no-debug-logs',
    enforce: 'pre',
    load(id) {
      return debugPackage.test(id) ? 'module.exports = () => () => undefined;' : null;
    },
  };
}
