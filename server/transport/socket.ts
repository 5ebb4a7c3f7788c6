/** The part of a WebSocket that a connection needs; ws has it, tests fake it. */
export interface Socket {
  /** Bytes that were sent and have not left yet. */
  readonly bufferedAmount: number;
  send(text: string): void;
  ping(): void;
  close(code: number, reason: string): void;
  /** Cuts the connection without a word. */
  terminate(): void;
}
