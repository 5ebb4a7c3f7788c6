import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openWebSocket } from '../../../renderer/platform/socket.ts';

/** What a browser's WebSocket has that is used here. */
class BrowserSocket extends EventTarget {
  static readonly OPEN = 1;
  static last: BrowserSocket | null = null;
  readyState = 0;
  readonly sent: string[] = [];

  constructor() {
    super();
    BrowserSocket.last = this;
  }

  /** As browsers do it: too early throws, too late is dropped with a complaint. */
  send(text: string): void {
    if (this.readyState === 0) throw new Error('still connecting');
    this.sent.push(text);
  }
}

describe('a socket over the browser’s own', () => {
  beforeEach(() => {
    vi.stubGlobal('WebSocket', BrowserSocket);
  });

  afterEach(() => {
    vi.unstubAllGlobals();
  });

  function open() {
    const socket = openWebSocket('wss://rooms.example', {
      opened: () => undefined,
      received: () => undefined,
      closed: () => undefined,
    });
    if (!BrowserSocket.last) throw new Error('nothing was opened');
    return { socket, own: BrowserSocket.last };
  }

  it('sends while it is open, and nothing from the goodbye on', () => {
    const { socket, own } = open();
    own.readyState = 1;
    socket.send('one');
    own.readyState = 2;
    socket.send('two');
    own.readyState = 3;
    socket.send('three');
    expect(own.sent).toEqual(['one']);
  });

  it('hides nothing that was sent too early', () => {
    const { socket } = open();
    expect(() => {
      socket.send('one');
    }).toThrow('connecting');
  });
});
