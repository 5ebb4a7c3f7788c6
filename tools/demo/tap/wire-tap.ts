import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { decodeChecked } from '../../../src/contract/schema.ts';
import { clientFrame } from '../../../src/contract/signaling-wire.ts';
import { signaling } from '../../../src/contract/signaling.ts';
import { WebSocketReader } from './websocket-reader.ts';

const channel = 'net.server.socket';

/**
 * Reads everything that clients send to the servers of this process, but media: requests, signaling and what the relay
 * carries. Through Node's own diagnostics: the server has no such hook. Without TLS only, as on loopback.
 */
export class WireTap {
  readonly #readers: WebSocketReader[] = [];
  readonly #failures: unknown[] = [];

  constructor() {
    subscribe(channel, this.#onSocket);
  }

  /** Every message that reached the server. @throws Error when something was missed: a deaf tap proves nothing */
  get messages(): readonly Uint8Array[] {
    if (this.#failures.length > 0) {
      throw new AggregateError(this.#failures, 'the tap missed messages');
    }
    return this.#readers.flatMap(({ messages }) => messages);
  }

  /** What the relay was asked to carry. */
  get relayed(): readonly Uint8Array[] {
    return this.messages.flatMap((message) => {
      const payload = relayPayload(message);
      return payload ? [payload] : [];
    });
  }

  close(): void {
    unsubscribe(channel, this.#onSocket);
  }

  readonly #onSocket = (message: unknown): void => {
    const { socket } = message as { readonly socket: Socket };
    const reader = new WebSocketReader();
    this.#readers.push(reader);
    const take = (bytes: Uint8Array): void => {
      try {
        reader.push(bytes);
      } catch (error) {
        this.#failures.push(error);
        socket.off('data', take);
      }
    };
    socket.on('data', take);
  };
}

/** @returns null for every other message */
function relayPayload(message: Uint8Array): Uint8Array | null {
  const text = Buffer.from(message).toString('utf8');
  if (!text.startsWith('{')) return null;
  const frame = clientFrame.safeParse(JSON.parse(text));
  if (frame.data?.call !== 'relay.send') return null;
  const { payload } = signaling['relay.send'].in.parse(frame.data.data);
  return decodeChecked(payload);
}
