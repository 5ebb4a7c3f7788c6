import { createContext, useContext, type ReactNode } from 'react';
import type { ErrorCode } from '../../../src/errors/error-codes.ts';

type ActionsFor = (code: ErrorCode) => ReactNode | undefined;

const Actions = createContext<ActionsFor>(() => undefined);

/** What can be done about an error wherever it is shown, beside what its place offers. */
export const CodeActions = Actions.Provider;

/** What the place of an error offers, and what can be done about it anywhere; undefined when there is neither. */
export function useCodeActions(code: ErrorCode, own?: ReactNode): ReactNode | undefined {
  const more = useContext(Actions)(code);
  if (more === undefined) return own;
  return (
    <>
      {own}
      {more}
    </>
  );
}
