import type { types } from 'mediasoup-client';
import type { CancelTimer, Clock, Log } from '../../src/base/ports.ts';
import type { Scope } from '../../src/base/scope.ts';
import { dtlsParameters as dtlsParametersSchema } from '../../src/contract/media-schema.ts';
import type { MediaDirection, TransportOffer, TurnAccess } from '../../src/contract/signaling.ts';
import {
  healthDeadlineMs,
  nextHealth,
  type TransportEvent,
  type TransportHealth,
} from '../../src/domain/transport-health.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { SignalingCalls } from '../platform/signaling-connection.ts';
import { toWireShape } from '../platform/wire-shape.ts';
import { encodedStreamsConfiguration } from './worker-transforms.ts';

export interface MediaTransportOptions {
  readonly device: types.Device;
  readonly direction: MediaDirection;
  readonly offer: TransportOffer;
  readonly turn: TurnAccess | null;
  /** Through TURN or not at all: without a TURN server that answers nothing is sent and nothing comes. */
  readonly isRelayOnly: boolean;
  readonly certificates: readonly RTCCertificate[];
  readonly calls: SignalingCalls;
  readonly clock: Clock;
  readonly log: Log;
  readonly scope: Scope;
  readonly onHealth: (health: TransportHealth) => void;
}

/** One direction of media: mediasoup-client's transport, and the care for it. Closed by its scope. */
export class MediaTransport {
  readonly transport: types.Transport;
  readonly #options: MediaTransportOptions;
  #health: TransportHealth = 'idle';
  #cancelDeadline: CancelTimer = () => undefined;

  constructor(options: MediaTransportOptions) {
    const { device, direction, offer, turn, isRelayOnly, certificates, scope } = options;
    this.#options = options;
    const parameters: types.TransportOptions = {
      id: offer.id,
      iceParameters: offer.iceParameters,
      iceCandidates: offer.iceCandidates,
      dtlsParameters: offer.dtlsParameters,
      iceServers: iceServers(turn),
      iceTransportPolicy: isRelayOnly ? 'relay' : 'all',
      additionalSettings: { ...encodedStreamsConfiguration(), certificates: [...certificates] },
    };
    this.transport =
      direction === 'send'
        ? device.createSendTransport(parameters)
        : device.createRecvTransport(parameters);
    scope.own(() => {
      this.#cancelDeadline();
      this.transport.close();
    });
    this.transport.on('connect', ({ dtlsParameters }, proceed) => {
      // The negotiation goes on at once and the server hears of it meanwhile: a round trip less before the first frame.
      // Should the server refuse, no media flows and the transport is given up.
      proceed();
      // A browser that finds no way to try, as with a relay that does not answer, says nothing more.
      this.#apply('connecting');
      void this.#connect(dtlsParameters);
    });
    this.transport.on('connectionstatechange', (state) => {
      this.#apply(state);
    });
  }

  get health(): TransportHealth {
    return this.#health;
  }

  async #connect(dtlsParameters: types.DtlsParameters): Promise<void> {
    const { calls, direction } = this.#options;
    await this.#orRefused(async () => {
      await calls.call('media.connect', {
        direction,
        dtlsParameters: toWireShape(dtlsParametersSchema, dtlsParameters),
      });
    });
  }

  async #restartIce(): Promise<void> {
    const { calls, direction } = this.#options;
    await this.#orRefused(async () => {
      const { iceParameters, turn } = await calls.call('media.restart-ice', { direction });
      if (this.transport.closed) return;
      // The credential that there was may have ended meanwhile.
      if (turn) await this.transport.updateIceServers({ iceServers: iceServers(turn) });
      await this.transport.restartIce({ iceParameters });
    });
  }

  async #orRefused(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const { direction, log } = this.#options;
      log.warn('media-transport-refused', { direction, code: AppError.from(error).code });
      this.#apply('refused');
    }
  }

  #apply(event: TransportEvent): void {
    const { clock, direction, log, scope, onHealth } = this.#options;
    const next = nextHealth(this.#health, event);
    if (next === this.#health || scope.isClosed) return;
    this.#health = next;
    log.info('media-transport', { direction, health: next });
    this.#cancelDeadline();
    const deadlineMs = healthDeadlineMs(next);
    if (deadlineMs !== null) {
      this.#cancelDeadline = clock.after(deadlineMs, () => {
        this.#apply('deadline');
      });
    }
    if (next === 'restarting') void this.#restartIce();
    onHealth(next);
  }
}

function iceServers(turn: TurnAccess | null): RTCIceServer[] {
  return turn ? [turn] : [];
}
