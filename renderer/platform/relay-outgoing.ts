import type { SeatId } from '../../src/contract/ids.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { SignalingCalls } from './signaling-connection.ts';

/** A message on its way to the relay: to one seat, or (null) to all others. */
export interface Outgoing {
  readonly messageId: string;
  readonly to: SeatId | null;
  readonly payload: string;
}

/** Tries once, behind the message `after` if there is one. @returns the message's sequence, or why there is none */
export async function sendToRelay(
  connection: SignalingCalls,
  message: Outgoing,
  after?: string,
): Promise<number | AppError> {
  try {
    const request = after === undefined ? message : { ...message, after };
    return (await connection.call('relay.send', request)).sequence;
  } catch (error) {
    return AppError.from(error);
  }
}
