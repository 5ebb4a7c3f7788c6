import type { ReactNode } from 'react';

/** One page of the gallery. */
export interface View {
  /** In the address and in the screenshot's name. */
  readonly id: string;
  readonly title: string;
  /** `sheet`: specimens under each other. `screen`: the whole window, as a person has it. */
  readonly kind: 'sheet' | 'screen';
  readonly render: () => ReactNode;
}
