import type { SeatId } from '../../src/contract/ids.ts';
import type { MediaSource } from '../../src/contract/signaling.ts';

/**
 * Where frames pass on their way to and from the network. End-to-end encryption (e2ee.md, Frames) attaches here: both
 * methods are called when the sender or receiver was just made, before anything is negotiated, so that not one frame
 * goes out or comes in without its transform.
 */
export interface FrameTransforms {
  attachSender(sender: RTCRtpSender, source: MediaSource): void;
  /** `seatId` is who the server says this is from: to be pinned, not to be trusted. */
  attachReceiver(receiver: RTCRtpReceiver, seatId: SeatId, source: MediaSource): void;
}
