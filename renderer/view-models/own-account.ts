import type { GuestKind, WordsVerdict } from './encryption-model.ts';

/** What was said of the words of one admission. */
export interface Judgement {
  /** Whose identity key, in base64url; null for a guest's own words. */
  readonly participant: string | null;
  /** How they take part; null with a guest's own. */
  readonly guestKind: GuestKind | null;
  readonly verdict: Exclude<WordsVerdict, 'open'>;
}

/** Frames left unsealed from here to there, milliseconds since 1970. */
export interface ClearStretch {
  readonly fromMs: number;
  readonly toMs: number;
}

/** What a page has to say in the session's record, and the media worker cannot know by itself. */
export interface AccountFacts {
  readonly clear: readonly ClearStretch[];
  /** Of a guest's own words. The therapist's judgements are in the vault. */
  readonly words: Judgement['verdict'] | null;
}

/** Takes what is said, for the record. */
export interface AccountTaker {
  noteClear(stretch: ClearStretch): void;
  judgeWords(judgement: Judgement): void;
}

/** One is enough for a slip not to be clean; what comes after that many makes the last one longer. */
const maxStretches = 16;

/** A guest's own words, as a judgement is about. */
export const ownWords = { participant: null, guestKind: null } as const;

/**
 * Kept by the page for as long as the session lasts: a media worker that breaks forgets what it was told, and the record that
 * the next one makes must not be better for it.
 */
export class OwnAccount {
  readonly #clear: ClearStretch[];
  readonly #words: Map<string | null, Judgement>;
  readonly #onChange: (facts: AccountFacts) => void;
  #taker: AccountTaker | null = null;

  /** `before`: what an earlier life of this page has kept; `judged`: what the vault has of the therapist's. */
  constructor(
    before: AccountFacts | null = null,
    onChange: (facts: AccountFacts) => void = noop,
    judged: readonly Judgement[] = [],
  ) {
    this.#clear = [...(before?.clear ?? [])];
    const verdict = before?.words;
    const known = [...judged, ...(verdict ? [{ ...ownWords, verdict }] : [])];
    this.#words = new Map(known.map((judgement) => [judgement.participant, judgement]));
    this.#onChange = onChange;
  }

  noteClear(stretch: ClearStretch): void {
    const last = this.#clear.at(-1);
    if (last && this.#clear.length >= maxStretches) {
      const { fromMs } = last;
      this.#clear[this.#clear.length - 1] = { fromMs, toMs: Math.max(last.toMs, stretch.toMs) };
    } else this.#clear.push(stretch);
    this.#taker?.noteClear(stretch);
    this.#tellChange();
  }

  /** The last word counts: who misread the words may say so. */
  judgeWords(judgement: Judgement): void {
    this.#words.set(judgement.participant, judgement);
    this.#taker?.judgeWords(judgement);
    this.#tellChange();
  }

  /** Whose words were said to differ, by their identity key; null for a guest's own. */
  get differing(): readonly (string | null)[] {
    const judged = [...this.#words.values()].filter(({ verdict }) => verdict === 'different');
    return judged.map(({ participant }) => participant);
  }

  /** Tells all of it, and from now on whatever is added. Another one takes the place of the one before. */
  tellTo(taker: AccountTaker): void {
    this.#taker = taker;
    for (const stretch of this.#clear) taker.noteClear(stretch);
    for (const judgement of this.#words.values()) taker.judgeWords(judgement);
  }

  #tellChange(): void {
    this.#onChange({ clear: [...this.#clear], words: this.#words.get(null)?.verdict ?? null });
  }
}

function noop(): void {
  return undefined;
}
