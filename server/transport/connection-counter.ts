import { isIPv6 } from 'node:net';

/** Counts open connections, all together and per address. Addresses live here only, while they are connected. */
export class ConnectionCounter {
  readonly #max: number;
  readonly #maxPerAddress: number;
  readonly #perGroup = new Map<string, number>();
  #total = 0;

  constructor(max: number, maxPerAddress: number) {
    this.#max = max;
    this.#maxPerAddress = maxPerAddress;
  }

  get total(): number {
    return this.#total;
  }

  /** @returns the function that gives the place back, or null when there is none */
  enter(address: string): (() => void) | null {
    const group = addressGroup(address);
    const inGroup = this.#perGroup.get(group) ?? 0;
    if (this.#total >= this.#max || inGroup >= this.#maxPerAddress) return null;
    this.#total += 1;
    this.#perGroup.set(group, inGroup + 1);
    let isInside = true;
    return () => {
      if (!isInside) return;
      isInside = false;
      this.#total -= 1;
      const left = (this.#perGroup.get(group) ?? 1) - 1;
      if (left === 0) this.#perGroup.delete(group);
      else this.#perGroup.set(group, left);
    };
  }
}

/** One home or office: an IPv4 address, or the /64 of an IPv6 one, since a single device may use all of that. */
export function addressGroup(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/iu.exec(address);
  if (mapped?.[1] !== undefined) return mapped[1];
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('%')[0]?.split('::') ?? [];
  const left = head.split(':').filter((part) => part !== '');
  if (tail === undefined) return left.slice(0, 4).join(':');
  const right = tail.split(':').filter((part) => part !== '');
  const zeros = Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  return [...left, ...zeros, ...right].slice(0, 4).join(':');
}
