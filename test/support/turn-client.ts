import { createHash, createHmac, randomBytes } from 'node:crypto';
import { overUdp, type TurnLine } from './turn-line.ts';

/** What lets somebody use a TURN server. */
export interface TurnLogin {
  readonly username: string;
  readonly credential: string;
}

const requests = {
  /** Plain STUN: where do you see me? */
  binding: 0x0001,
  allocate: 0x0003,
  refresh: 0x0004,
  'create-permission': 0x0008,
  'channel-bind': 0x0009,
};
const attributes = {
  username: 0x0006,
  integrity: 0x0008,
  error: 0x0009,
  channel: 0x000c,
  peer: 0x0012,
  realm: 0x0014,
  nonce: 0x0015,
  transport: 0x0019,
};
const cookie = Buffer.from('2112a442', 'hex');
const patienceMs = 3_000;
const startMs = 10_000;
const retryMs = 50;
const peerPort = 40_000;

type Attribute = readonly [keyof typeof attributes, Buffer];
/** The attributes of one message; some depend on its transaction. */
type Attributes = (transaction: Buffer) => readonly Attribute[];
type Request = keyof typeof requests;

/** A TURN client that does only what tests ask of a server (RFC 8656), and says what was answered. */
export class TurnClient {
  readonly #line: TurnLine;
  readonly #login: TurnLogin;
  #lastChannel = 0x4000;
  #realm: Buffer = Buffer.alloc(0);
  #nonce: Buffer = Buffer.alloc(0);

  /** @param way a port on loopback, over UDP; or any other line to a server */
  constructor(way: number | TurnLine, login: TurnLogin) {
    this.#line = typeof way === 'number' ? overUdp(way) : way;
    this.#login = login;
  }

  /** Resolves when the server answers anything. @throws Error when it does not */
  async untilUp(): Promise<void> {
    for (let waited = 0; waited < startMs; waited += retryMs) {
      const isUp = await this.#ask('binding', () => [], false, retryMs).then(
        () => true,
        () => false,
      );
      if (isUp) return;
    }
    throw new Error('the TURN server does not answer');
  }

  /** Asks for an address of the server's. @returns the error's code, or null for yes */
  async allocate(): Promise<number | null> {
    const relayed: Attributes = () => [['transport', Buffer.from([17, 0, 0, 0])]];
    // The first answer is always a refusal that says what to sign.
    const challenge = await this.#ask('allocate', relayed, false);
    this.#realm = challenge.get(attributes.realm) ?? this.#realm;
    this.#nonce = challenge.get(attributes.nonce) ?? this.#nonce;
    return codeOf(await this.#ask('allocate', relayed));
  }

  /** Keeps the address. */
  async refresh(): Promise<number | null> {
    return codeOf(await this.#ask('refresh', () => []));
  }

  /** Asks for packets to and from this address to be passed on. */
  async permit(address: string): Promise<number | null> {
    return codeOf(
      await this.#ask('create-permission', (transaction) => [peerOf(address, transaction)]),
    );
  }

  /** The same, in the shorter form that carries media. */
  async bind(address: string): Promise<number | null> {
    const channel = Buffer.alloc(4);
    this.#lastChannel += 1;
    channel.writeUInt16BE(this.#lastChannel, 0);
    return codeOf(
      await this.#ask('channel-bind', (transaction) => [
        ['channel', channel],
        peerOf(address, transaction),
      ]),
    );
  }

  close(): void {
    this.#line.close();
  }

  async #ask(request: Request, list: Attributes, isSigned = true, timeoutMs = patienceMs) {
    const transaction = randomBytes(12);
    const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
    const timer = setTimeout(() => {
      reject(new Error(`no answer to ${request}`));
    }, timeoutMs);
    const receive = (data: Buffer): void => {
      if (data.subarray(8, 20).equals(transaction)) resolve(data);
    };
    const stop = this.#line.listen(receive);
    this.#line.send(this.#message(requests[request], transaction, list(transaction), isSigned));
    try {
      return attributesOf(await promise);
    } finally {
      clearTimeout(timer);
      stop();
    }
  }

  #message(type: number, transaction: Buffer, list: readonly Attribute[], isSigned: boolean) {
    const { username, credential } = this.#login;
    const login: readonly Attribute[] = [
      ['username', Buffer.from(username)],
      ['realm', this.#realm],
      ['nonce', this.#nonce],
    ];
    const body = Buffer.concat([...list, ...(isSigned ? login : [])].map(encoded));
    if (!isSigned) return Buffer.concat([header(type, body.length, transaction), body]);
    const key = createHash('md5')
      .update(`${username}:${this.#realm.toString()}:${credential}`)
      .digest();
    // The length that is signed has the signature in it.
    const text = Buffer.concat([header(type, body.length + 24, transaction), body]);
    const integrity = createHmac('sha1', key).update(text).digest();
    return Buffer.concat([text, encoded(['integrity', integrity])]);
  }
}

function header(type: number, lengthBytes: number, transaction: Buffer): Buffer {
  const start = Buffer.alloc(4);
  start.writeUInt16BE(type, 0);
  start.writeUInt16BE(lengthBytes, 2);
  return Buffer.concat([start, cookie, transaction]);
}

function encoded([name, value]: Attribute): Buffer {
  const start = Buffer.alloc(4);
  start.writeUInt16BE(attributes[name], 0);
  start.writeUInt16BE(value.length, 2);
  return Buffer.concat([start, value, Buffer.alloc((4 - (value.length % 4)) % 4)]);
}

function attributesOf(answer: Buffer): ReadonlyMap<number, Buffer> {
  const found = new Map<number, Buffer>();
  for (let at = 20; at + 4 <= answer.length;) {
    const length = answer.readUInt16BE(at + 2);
    found.set(answer.readUInt16BE(at), answer.subarray(at + 4, at + 4 + length));
    at += 4 + Math.ceil(length / 4) * 4;
  }
  return found;
}

function codeOf(answer: ReadonlyMap<number, Buffer>): number | null {
  const error = answer.get(attributes.error);
  return error ? (error[2] ?? 0) * 100 + (error[3] ?? 0) : null;
}

/** XOR-PEER-ADDRESS of an IPv4 address or ::1. */
function peerOf(address: string, transaction: Buffer): Attribute {
  const isShort = address !== '::1';
  const port = Buffer.alloc(2);
  port.writeUInt16BE(peerPort);
  const plain = isShort
    ? Buffer.from(address.split('.').map(Number))
    : Buffer.concat([Buffer.alloc(15), Buffer.from([1])]);
  const family = Buffer.from([0, isShort ? 1 : 2]);
  const masked = masking(plain, Buffer.concat([cookie, transaction]));
  return ['peer', Buffer.concat([family, masking(port, cookie), masked])];
}

function masking(bytes: Buffer, mask: Buffer): Buffer {
  return Buffer.from(bytes.map((byte, at) => byte ^ (mask[at] ?? 0)));
}
