import type { Bytes } from '../../base/bytes.ts';
import { isCborMap, type CborValue } from './cbor-value.ts';
import { decodeCbor } from './decode-cbor.ts';

class ShapeError extends Error {
  override readonly name = 'ShapeError';
}

/** Takes a value of one shape apart. Throws inside; `parseCbor` answers with null. */
export type Shape<T> = (value: CborValue | undefined) => T;

/** What a shape gives. */
export type Shaped<S> = S extends Shape<infer T> ? T : never;

/** Reads canonical CBOR of a shape. @returns null when it is not canonical or of another shape. */
export function parseCbor<T>(shape: Shape<T>, bytes: Bytes): T | null {
  const value = decodeCbor(bytes);
  try {
    return shape(value);
  } catch (error) {
    if (error instanceof ShapeError) return null;
    throw error;
  }
}

export function uint(max = Number.MAX_SAFE_INTEGER): Shape<number> {
  return (value) => {
    if (typeof value !== 'number' || value > max) throw new ShapeError();
    return value;
  };
}

export function bytesOf(length: number): Shape<Bytes> {
  return (value) => {
    if (!(value instanceof Uint8Array) || value.length !== length) throw new ShapeError();
    return value;
  };
}

export function bytesUpTo(max: number): Shape<Bytes> {
  return (value) => {
    if (!(value instanceof Uint8Array) || value.length > max) throw new ShapeError();
    return value;
  };
}

export function text(maxCharacters: number): Shape<string> {
  return (value) => {
    if (typeof value !== 'string' || value.length > maxCharacters) throw new ShapeError();
    return value;
  };
}

export function oneOf<const T extends CborValue>(...allowed: readonly T[]): Shape<T> {
  return (value) => {
    const found = allowed.find((one) => one === value);
    if (found === undefined) throw new ShapeError();
    return found;
  };
}

export function list<T>(item: Shape<T>, maxItems: number): Shape<readonly T[]> {
  return (value) => {
    if (!Array.isArray(value) || value.length > maxItems) throw new ShapeError();
    return (value as readonly CborValue[]).map((one) => item(one));
  };
}

/** A map with exactly these keys. */
export function map<S extends Readonly<Record<string, Shape<unknown>>>>(
  fields: S,
): Shape<{ readonly [K in keyof S]: Shaped<S[K]> }> {
  return (value) => {
    if (!isCborMap(value) || Object.keys(value).length !== Object.keys(fields).length) {
      throw new ShapeError();
    }
    const entries = Object.entries(fields).map(([key, field]) => [key, field(value[key])]);
    return Object.fromEntries(entries) as { readonly [K in keyof S]: Shaped<S[K]> };
  };
}
