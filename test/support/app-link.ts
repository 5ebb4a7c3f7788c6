import { formatAppLink, parseInviteLink } from '../../src/crypto/invite.ts';

/** The form for the app of a link for browsers. */
export function appLinkOf(link: string): string {
  const invite = parseInviteLink(link);
  if (!invite) throw new Error('not an invite');
  return formatAppLink(invite);
}
