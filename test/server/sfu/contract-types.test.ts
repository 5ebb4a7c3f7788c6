import type { types as mediasoup } from 'mediasoup';
import { describe, expectTypeOf, it } from 'vitest';
import type { CallRequest } from '../../../src/contract/contract.ts';
import type { Signaling, TransportOffer } from '../../../src/contract/signaling.ts';
import type { RtpCapabilities, RtpParameters } from '../../../server/sfu/media-types.ts';

// Checked by the compiler (`tsc -p test`): a drift between the contract and mediasoup does not build. Capabilities and
// RTP parameters come from mediasoup with free-form codec parameters (`unknown`), so they are parsed on their way out
// (server/sfu/worker-answer.ts) and proven by the tests with the real worker.

describe('the media types of the contract', () => {
  it('go to mediasoup without a cast', () => {
    expectTypeOf<RtpCapabilities>().toExtend<mediasoup.RtpCapabilities>();
    expectTypeOf<RtpParameters>().toExtend<mediasoup.RtpParameters>();
    expectTypeOf<
      CallRequest<Signaling, 'media.connect'>['dtlsParameters']
    >().toExtend<mediasoup.DtlsParameters>();
    expectTypeOf<CallRequest<Signaling, 'media.produce'>['kind']>().toExtend<mediasoup.MediaKind>();
  });

  it('take from mediasoup what has one shape on both sides', () => {
    expectTypeOf<mediasoup.IceParameters>().toExtend<TransportOffer['iceParameters']>();
    expectTypeOf<mediasoup.DtlsParameters>().toExtend<TransportOffer['dtlsParameters']>();
    expectTypeOf<mediasoup.DtlsRole>().toEqualTypeOf<
      NonNullable<TransportOffer['dtlsParameters']['role']>
    >();
    expectTypeOf<mediasoup.MediaKind>().toEqualTypeOf<
      CallRequest<Signaling, 'media.produce'>['kind']
    >();
    expectTypeOf<mediasoup.IceCandidate>().toExtend<TransportOffer['iceCandidates'][number]>();
    expectTypeOf<mediasoup.RtpEncodingParameters>().toExtend<
      NonNullable<RtpParameters['encodings']>[number]
    >();
  });

  it('name only header extensions that mediasoup has', () => {
    type Uri = RtpCapabilities['headerExtensions'][number]['uri'];
    expectTypeOf<Uri>().toExtend<mediasoup.RtpHeaderExtensionUri>();
    expectTypeOf<'urn:ietf:params:rtp-hdrext:ssrc-audio-level'>().not.toExtend<Uri>();
  });
});
