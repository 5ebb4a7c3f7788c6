/** What came back when the practice's server was asked for something without TLS. */
export interface PlainAnswer {
  readonly status: number;
  /** Where it sends whoever asks; null when it sends them nowhere. */
  readonly location: string | null;
  /** The beginning of what it says. */
  readonly body: string;
}

/** What is asked for: every server of ours answers it, and everybody may. */
export const plainQuestion = { path: '/health', answer: '{"ok":true}' } as const;

/** The answer of a network that lets nobody through before they have signed in (RFC 6585). */
const signInFirst = 511;

/**
 * Whether a page that wants people to sign in answers in the place of a server: it says so, sends whoever asks to somebody
 * else, or says something of its own. A server that has nothing there, answers itself, or sends people to its own address
 * is none. A practice that sends people to another name of its own looks like one: this is for advice. `host`: the server's name.
 */
export function isPortal({ status, location, body }: PlainAnswer, host: string): boolean {
  if (status === signInFirst) return true;
  if (status >= 300 && status < 400) {
    const other = location === null ? null : hostOf(location, host);
    return other !== null && other !== host;
  }
  const said = body.trim();
  return status === 200 && said !== '' && said !== plainQuestion.answer;
}

/** Whom an address is of, written in full or not. Null for what is no address. */
function hostOf(location: string, from: string): string | null {
  try {
    return new URL(location, `http://${from}/`).hostname;
  } catch {
    return null;
  }
}
