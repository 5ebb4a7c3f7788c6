import type { Socket } from '../../../server/transport/socket.ts';
import { serverFrame, type ServerFrame } from '../../../src/contract/signaling-wire.ts';

/** A socket that remembers what was sent over it. */
export class FakeWebSocket implements Socket {
  bufferedAmount = 0;
  readonly sent: ServerFrame[] = [];
  readonly closes: { readonly code: number; readonly reason: string }[] = [];
  pings = 0;
  isTerminated = false;

  /** Error codes that were answered, in order. */
  get refusals(): readonly string[] {
    return this.sent.flatMap((frame) => ('error' in frame ? [frame.error.code] : []));
  }

  /** Pushes that went out, in order. */
  get pushNames(): readonly string[] {
    return this.sent.flatMap((frame) => ('push' in frame ? [frame.push] : []));
  }

  send(text: string): void {
    this.sent.push(serverFrame.parse(JSON.parse(text)));
  }

  ping(): void {
    this.pings += 1;
  }

  close(code: number, reason: string): void {
    this.closes.push({ code, reason });
  }

  terminate(): void {
    this.isTerminated = true;
  }
}
