import type { CallRequest } from '../../src/contract/contract.ts';
import type { Signaling, TransportOffer } from '../../src/contract/signaling.ts';

// The contract's own shapes by their media names: what they are is said once, in src/contract/media-schema.ts.

export type RtpCapabilities = CallRequest<Signaling, 'seat.ready'>['rtpCapabilities'];
export type RtpParameters = CallRequest<Signaling, 'media.produce'>['rtpParameters'];
export type MediaKind = CallRequest<Signaling, 'media.produce'>['kind'];
export type DtlsParameters = CallRequest<Signaling, 'media.connect'>['dtlsParameters'];
export type IceParameters = TransportOffer['iceParameters'];
