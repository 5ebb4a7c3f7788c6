import { createContext, useContext, type ReactNode } from 'react';
import type { ErrorCode } from '../../../src/errors/error-codes.ts';

type ActionsFor = (code: ErrorCode) => ReactNode | undefined;

const Actions = createContext<ActionsFor>(() => undefined);

/** What can be done about an error wherever it is shown, beside what its place offers. */
export const CodeActions = Actions.Provider;

/** Undefined when there is nothing more to be done than what the place of the error offers. */
export function useCodeActions(code: ErrorCode): ReactNode | undefined {
  return useContext(Actions)(code);
}
