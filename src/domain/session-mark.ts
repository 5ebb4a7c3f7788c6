const codeCharacters = 4;

/**
 * What stands over the pictures of the others: a short code of the session and one of whoever looks at it. Whoever finds
 * such a picture can tell by the session's record where it was taken; nobody else learns anything from it.
 */
export function sessionMark(roomId: string, participant: string): string {
  return `${codeOf(roomId)} · ${codeOf(participant)}`;
}

/** The first letters and digits of an id, which is random from its beginning. */
function codeOf(id: string): string {
  return id
    .replaceAll(/[^A-Za-z0-9]/gu, '')
    .slice(0, codeCharacters)
    .toUpperCase();
}
