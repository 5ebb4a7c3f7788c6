import {
  namesOf,
  type Boundary,
  type CallHandlers,
  type CallName,
  type Contract,
} from '../../src/contract/contract.ts';

/** Names of all calls of a contract. */
export function callNamesOf<C extends Contract>({ table }: Boundary<C>): readonly CallName<C>[] {
  return namesOf(table, 'call') as readonly CallName<C>[];
}

/** Handlers that do nothing but count. */
export function spyHandlers<C extends Contract>(
  boundary: Boundary<C>,
  answer: () => unknown = () => ({}),
): { readonly handlers: CallHandlers<C>; readonly called: string[] } {
  const called: string[] = [];
  const handlers = Object.fromEntries(
    namesOf(boundary.table, 'call').map((name) => [
      name,
      () => {
        called.push(name);
        return answer();
      },
    ]),
  );
  return { handlers: handlers as unknown as CallHandlers<C>, called };
}
