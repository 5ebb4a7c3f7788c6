import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

// As much of the X11 protocol (X Window System Protocol, X Version 11, section 8 and "Protocol Encoding") as closing a window
// takes. Little-endian; whoever may connect to a virtual screen without a cookie may do all of it.

const opcodes = { attributes: 3, tree: 15, intern: 16, property: 20, send: 25, focus: 43 } as const;
const replyHeadBytes = 32;

/** A client of a screen that asks one thing after another. */
export class ScreenClient {
  readonly #socket: Socket;
  readonly #root: number;
  #received: Buffer;

  private constructor(socket: Socket, root: number, received: Buffer) {
    this.#socket = socket;
    this.#root = root;
    this.#received = received;
    socket.on('data', (chunk: Buffer) => {
      this.#received = Buffer.concat([this.#received, chunk]);
    });
  }

  /** Connects to a screen of this machine. `display`: as `:1`. @throws Error when it lets nobody in */
  static async connect(display: string): Promise<ScreenClient> {
    const socket = connect(`/tmp/.X11-unix/X${display.replace(/^:/u, '')}`);
    await once(socket, 'connect');
    socket.write(Buffer.from([0x6c, 0, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
    const start = 8;
    let setup = Buffer.alloc(0);
    while (setup.length < start || setup.length < start + setup.readUInt16LE(6) * 4) {
      const [chunk] = (await once(socket, 'data')) as [Buffer];
      setup = Buffer.concat([setup, chunk]);
    }
    if (setup[0] !== 1) throw new Error(`the screen ${display} lets nobody in`);
    const vendorBytes = toFour(setup.readUInt16LE(24));
    const formatsBytes = (setup[29] ?? 0) * 8;
    const root = setup.readUInt32LE(40 + vendorBytes + formatsBytes);
    return new ScreenClient(socket, root, Buffer.alloc(0));
  }

  /** The number of a name. */
  async atom(name: string): Promise<number> {
    const bytes = Buffer.alloc(4 + toFour(name.length));
    bytes.writeUInt16LE(name.length, 0);
    bytes.write(name, 4, 'latin1');
    return (await this.#ask(opcodes.intern, bytes)).readUInt32LE(8);
  }

  /** The windows on the screen itself, whether they are shown or not. */
  async windows(): Promise<readonly number[]> {
    const reply = await this.#ask(opcodes.tree, numbers(this.#root));
    const count = reply.readUInt16LE(16);
    return [...Array(count).keys()].map((at) => reply.readUInt32LE(replyHeadBytes + at * 4));
  }

  async isShown(window: number): Promise<boolean> {
    const viewable = 2;
    return (await this.#ask(opcodes.attributes, numbers(window)))[26] === viewable;
  }

  /** The atoms in a property of a window; none when it does not have it. */
  async atoms(window: number, property: number): Promise<readonly number[]> {
    const anyType = 0;
    const longest = 64;
    const reply = await this.#ask(opcodes.property, numbers(window, property, anyType, 0, longest));
    const count = reply[1] === 32 ? reply.readUInt32LE(16) : 0;
    return [...Array(count).keys()].map((at) => reply.readUInt32LE(replyHeadBytes + at * 4));
  }

  /** Tells a window something, as a window manager does. Over once the screen has passed it on. */
  async tell(window: number, type: number, what: number): Promise<void> {
    const clientMessage = Buffer.from([33, 32, 0, 0]);
    const message = Buffer.concat([clientMessage, numbers(window, type, what, 0, 0, 0, 0)]);
    const toItsOwner = 0;
    this.#send(opcodes.send, Buffer.concat([numbers(window, toItsOwner), message]));
    await this.#ask(opcodes.focus, Buffer.alloc(0));
  }

  close(): void {
    this.#socket.destroy();
  }

  #send(opcode: number, body: Buffer): void {
    const head = Buffer.from([opcode, 0, 0, 0]);
    head.writeUInt16LE(1 + body.length / 4, 2);
    this.#socket.write(Buffer.concat([head, body]));
  }

  async #ask(opcode: number, body: Buffer): Promise<Buffer> {
    this.#send(opcode, body);
    const isWhole = (): boolean =>
      this.#received.length >= replyHeadBytes &&
      this.#received.length >= replyHeadBytes + this.#received.readUInt32LE(4) * 4;
    while (!isWhole()) await once(this.#socket, 'data');
    const reply = this.#received;
    this.#received = Buffer.alloc(0);
    // An error has no length; its code stands where a reply has something of its own.
    if (reply[0] !== 1) throw new Error(`the screen refused ${opcode}: ${reply[1] ?? 0}`);
    return reply;
  }
}

function numbers(...values: readonly number[]): Buffer {
  return Buffer.from(Uint32Array.from(values).buffer);
}

function toFour(sizeBytes: number): number {
  return Math.ceil(sizeBytes / 4) * 4;
}
