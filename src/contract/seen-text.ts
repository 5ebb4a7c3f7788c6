/** Nothing that a person sees, though some of it takes part in how letters are joined. */
const unseen = /(?!\s)[\p{Cc}\p{Cf}\p{Cn}\p{Co}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;
/** The empty sign of braille is a blank as well, and no space to Unicode. */
const blanks = /[\s\p{Z}\u2800]+/gu;

/**
 * What a person sees of what was typed: without invisible characters, blanks as one and none around it. Whether that is enough to be a
 * reason is decided by its length, on both sides of the boundary. Whether it is true, nobody can decide here.
 */
export function seenText(typed: string): string {
  return typed.replaceAll(unseen, '').replaceAll(blanks, ' ').trim();
}
