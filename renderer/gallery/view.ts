import type { ReactNode } from 'react';

/** One page of the gallery. */
export interface View {
  /** In the address and in the screenshot's name. */
  readonly id: string;
  readonly title: string;
  /** `sheet`: specimens under each other. `screen`: the whole window, as a person has it. */
  readonly kind: 'sheet' | 'screen';
  /** Names of buttons to press, in order, once it is shown: the way to a dialog. */
  readonly press?: readonly string[];
  /** Makes what it needs, once for each time that it is shown, and returns how it is drawn. */
  readonly prepare: () => () => ReactNode;
}
