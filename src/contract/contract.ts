import type * as z from 'zod/mini';

/** A request with its answer. `in` is parsed by the receiver, `out` by the caller. */
export interface Call<
  In extends z.ZodMiniType = z.ZodMiniType,
  Out extends z.ZodMiniType = z.ZodMiniType,
> {
  readonly kind: 'call';
  readonly in: In;
  readonly out: Out;
}

/** A message that expects no answer. Parsed by its receiver. */
export interface Push<Data extends z.ZodMiniType = z.ZodMiniType> {
  readonly kind: 'push';
  readonly data: Data;
}

/** One table per boundary: name to shape. Types, clients, handler maps and allow-lists derive from it. */
export type Contract = Readonly<Record<string, Call | Push>>;

export function call<In extends z.ZodMiniType, Out extends z.ZodMiniType>(shape: {
  in: In;
  out: Out;
}): Call<In, Out> {
  return { kind: 'call', ...shape };
}

export function push<Data extends z.ZodMiniType>(shape: { data: Data }): Push<Data> {
  return { kind: 'push', ...shape };
}

/** Names of the calls of a table. */
export type CallName<C extends Contract> = {
  [K in keyof C & string]: C[K] extends Call ? K : never;
}[keyof C & string];

/** Names of the pushes of a table. */
export type PushName<C extends Contract> = {
  [K in keyof C & string]: C[K] extends Push ? K : never;
}[keyof C & string];

/** What a caller passes, before parsing. */
export type CallInput<C extends Contract, K extends CallName<C>> =
  C[K] extends Call<infer In> ? z.input<In> : never;

/** What a handler gets, after parsing. */
export type CallRequest<C extends Contract, K extends CallName<C>> =
  C[K] extends Call<infer In> ? z.output<In> : never;

/** What a handler answers, before the caller parses it. */
export type CallAnswer<C extends Contract, K extends CallName<C>> =
  C[K] extends Call<z.ZodMiniType, infer Out> ? z.input<Out> : never;

/** What a caller gets, after parsing. */
export type CallResult<C extends Contract, K extends CallName<C>> =
  C[K] extends Call<z.ZodMiniType, infer Out> ? z.output<Out> : never;

/** What a push carries before its receiver parses it. */
export type PushInput<C extends Contract, K extends PushName<C>> =
  C[K] extends Push<infer Data> ? z.input<Data> : never;

/** What a push's receiver gets, after parsing. */
export type PushData<C extends Contract, K extends PushName<C>> =
  C[K] extends Push<infer Data> ? z.output<Data> : never;

/** One table with its version: what both ends of a boundary must have in common. */
export interface Boundary<C extends Contract = Contract> {
  readonly protocol: number;
  readonly table: C;
}

/** One handler per call of a table, each with its own types: a missing one does not compile. */
export type CallHandlers<C extends Contract> = {
  readonly [K in CallName<C>]: (
    request: CallRequest<C, K>,
  ) => CallAnswer<C, K> | Promise<CallAnswer<C, K>>;
};

/** Names of all entries of one kind, as they are written down. */
export function namesOf(table: Contract, kind: 'call' | 'push'): readonly string[] {
  return Object.entries(table)
    .filter(([, entry]) => entry.kind === kind)
    .map(([name]) => name);
}
