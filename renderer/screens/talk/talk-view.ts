import type { Dispatch, SetStateAction } from 'react';
import type { Person } from '../../view-models/call-model.ts';
import type { TalkModel } from '../../view-models/talk-model.ts';

/** Who looks, and in what: the therapist, or a client in the app or in a browser. */
export type TalkSideOf = 'host' | 'app' | 'browser';

/** What the messages are shown from. */
export interface TalkView {
  readonly talk: TalkModel;
  readonly people: readonly Person[];
  /** The client's, where it is known. */
  readonly pseudonym?: string;
  readonly side: TalkSideOf;
  /** What was typed and not sent yet; it outlives the panel. */
  readonly draft: string;
  readonly onDraft: Dispatch<SetStateAction<string>>;
  readonly onClose: () => void;
}
