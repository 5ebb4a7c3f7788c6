import type { CallName } from '../../src/contract/contract.ts';
import { limits } from '../../src/contract/limits.ts';
import { clientFrame } from '../../src/contract/signaling-wire.ts';
import { integer } from '../../src/contract/schema.ts';
import { SIGNALING_PROTOCOL, signaling, type Signaling } from '../../src/contract/signaling.ts';
import { z } from '../../src/contract/zod.ts';

/** What a message turned out to be. `id` is 0 where the server could not read which call it was. */
export type IncomingFrame =
  | {
      readonly kind: 'call';
      readonly id: number;
      readonly call: SignalingCall;
      readonly data: unknown;
    }
  | { readonly kind: 'other-protocol'; readonly id: number }
  | { readonly kind: 'malformed'; readonly id: number }
  | { readonly kind: 'too-large'; readonly id: 0 };

export type SignalingCall = CallName<Signaling>;

// Loose on purpose: a hello of another version may carry what this one does not know, and must still learn that it is
// another version.
const anyHello = z.object({
  id: integer(1),
  call: z.literal('hello'),
  data: z.object({ protocol: z.union([z.number(), z.string()]) }),
});
const anyId = z.object({ id: clientFrame.shape.id });

/** Reads one WebSocket message as far as the frame goes; the data inside is parsed by the contract later. */
export function readFrame(message: Buffer, isBinary: boolean): IncomingFrame {
  if (message.length > limits.signalingMessageBytes) return { kind: 'too-large', id: 0 };
  const json = isBinary ? undefined : parseJson(message.toString('utf8'));
  const hello = anyHello.safeParse(json);
  if (hello.success && hello.data.data.protocol !== SIGNALING_PROTOCOL) {
    return { kind: 'other-protocol', id: hello.data.id };
  }
  const frame = clientFrame.safeParse(json);
  if (frame.success && isCall(frame.data.call)) {
    const { id, call, data } = frame.data;
    return { kind: 'call', id, call, data };
  }
  const known = anyId.safeParse(json);
  return { kind: 'malformed', id: known.success ? known.data.id : 0 };
}

function isCall(name: string): name is SignalingCall {
  return Object.hasOwn(signaling, name) && signaling[name as keyof Signaling].kind === 'call';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
