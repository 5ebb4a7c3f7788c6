import { assertNever } from '../base/assert-never.ts';

// One direction of media and how it is mended: first new ICE parameters on the same transport, then everything anew.

export type TransportHealth =
  /** Nothing is negotiated yet: there is nothing to send or to receive. */
  | 'idle'
  | 'connecting'
  | 'connected'
  /** New ICE parameters were asked for. */
  | 'restarting'
  /** This transport does not come back. */
  | 'lost';

export type TransportEvent =
  /** What the browser says of the peer connection. */
  | 'new'
  | 'connecting'
  | 'connected'
  | 'disconnected'
  | 'failed'
  | 'closed'
  /** The server refused, or did not answer. */
  | 'refused'
  /** The time that the present state may take is over. */
  | 'deadline';

const connectMs = 10_000;
const restartMs = 8_000;

/** How long a state may last before its `deadline`; null: for ever. */
export function healthDeadlineMs(health: TransportHealth): number | null {
  switch (health) {
    case 'connecting':
      return connectMs;
    case 'restarting':
      return restartMs;
    case 'idle':
    case 'connected':
    case 'lost':
      return null;
    default:
      return assertNever(health, 'healthDeadlineMs');
  }
}

/** Every event is possible in every state: the browser and the server do not wait for each other. */
export function nextHealth(health: TransportHealth, event: TransportEvent): TransportHealth {
  // Whoever lost a transport makes a new one; this one has no way back.
  if (health === 'lost') return 'lost';
  switch (event) {
    case 'connected':
      return 'connected';
    case 'connecting':
      return health === 'idle' ? 'connecting' : health;
    case 'disconnected':
    case 'failed':
      // A transport that never worked will not by a restart; one that is being restarted has its deadline.
      if (health === 'connected') return 'restarting';
      return health === 'restarting' ? 'restarting' : event === 'failed' ? 'lost' : health;
    case 'refused':
    case 'deadline':
      return 'lost';
    // Closing is our own doing.
    case 'new':
    case 'closed':
      return health;
    default:
      return assertNever(event, 'nextHealth');
  }
}
