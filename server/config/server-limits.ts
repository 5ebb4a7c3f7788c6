import { z } from 'zod';
import { limits } from '../../src/contract/limits.ts';

const count = z.int().min(1);
const durationMs = z.int().min(1);

/**
 * Bounds that only the server knows. Everything that a stranger can make more of is counted here. A configuration may
 * override each one; tests do, to reach a bound quickly.
 */
export const serverLimits = z.strictObject({
  rooms: count.default(500),
  /** Rooms that one enrolled key may have open: one session, and those that a crash has left for their grace time. */
  roomsPerHost: count.default(4),
  connections: count.default(4000),
  /** Behind a reverse proxy every connection has the proxy's address: raise it there. */
  connectionsPerAddress: count.default(64),
  /** Calls that one connection may make at once, and per second in the long run. */
  callBurst: count.default(200),
  callsPerSecond: count.default(100),
  /** Calls of one connection that wait for an earlier one. */
  pendingCalls: count.default(64),
  /** Unreadable messages before a connection is closed with `bad-request`. */
  malformedMessages: count.default(8),
  /** Refused tokens, codes and signatures before a connection is closed with `unauthorized`. */
  failedAttempts: count.default(5),
  /** Enrolment codes that may be tried per minute, over all connections. */
  enrolmentAttemptsPerMinute: count.default(20),
  enrolmentCodeMaxAgeMs: durationMs.default(7 * 24 * 60 * 60 * 1000),
  /** Unsent bytes after which a connection that does not read is cut. */
  sendBufferBytes: count.default(8 * 1024 * 1024),
  /** How long a connection may stay without `hello`. */
  helloMs: durationMs.default(10_000),
  /** Between two pings; a connection that did not answer one by the next is cut. */
  heartbeatMs: durationMs.default(15_000),
  hostGraceMs: durationMs.default(limits.hostGraceMs),
  guestGraceMs: durationMs.default(limits.guestGraceMs),
  relayBacklogMessages: count.default(limits.relayBacklogMessages),
  relayBacklogBytes: count.default(4 * 1024 * 1024),
  /** Dead media workers that are replaced per minute; more than that means that something is wrong with the machine. */
  workerRestartsPerMinute: count.default(10),
  /** How long a credential for TURN may begin to be used; what runs by then runs on. */
  turnCredentialMs: durationMs.default(60 * 60 * 1000),
  /** What one seat may send, bits per second over all its media. */
  incomingBitrate: count.default(6_000_000),
  /** What the server assumes that a receiver can take before it has measured it, bits per second. */
  initialOutgoingBitrate: count.default(1_000_000),
});

export type ServerLimits = z.output<typeof serverLimits>;
