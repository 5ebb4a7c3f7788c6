import type { Bytes } from '../../src/base/bytes.ts';
import { Emitter } from '../../src/base/emitter.ts';
import type { Arrival } from '../../src/contract/guest-ipc.ts';
import {
  formatAppLink,
  parseAppLink,
  parseInviteLink,
  type Invite,
} from '../../src/crypto/invite.ts';
import { AppError } from '../../src/errors/app-error.ts';

interface OpenedLinkEvents {
  /** Something came from outside while a page was there. */
  readonly arrived: Arrival;
  /** The server that may be connected to is another one now. */
  readonly server: string | null;
}

/** What the main side itself knows of the invite in use. Its secret is for the page. */
export interface InvitedTo {
  readonly serverOrigin: string;
  readonly room: string;
  readonly therapistFingerprint: Bytes;
}

interface Current {
  readonly link: string;
  readonly to: InvitedTo;
}

/**
 * The invite that the app is open for. What the system hands over later only arrives: whoever is in a session is not
 * thrown out of it by a link that somebody placed on a page.
 */
export class OpenedLink {
  readonly events = new Emitter<OpenedLinkEvents>();
  #current: Current | null = null;
  #arrived: Arrival | null = null;

  /** `opened`: what the app was started with. */
  constructor(opened: string | null) {
    if (opened === null) return;
    this.#current = readAppLink(opened);
    if (!this.#current) this.#arrived = { kind: 'unusable' };
  }

  get link(): string | null {
    return this.#current?.link ?? null;
  }

  get arrived(): Arrival | null {
    return this.#arrived;
  }

  get invitedTo(): InvitedTo | null {
    return this.#current?.to ?? null;
  }

  /** Takes what the system handed over. The invite that is in use already is no news. */
  arrive(text: string): void {
    const read = readAppLink(text);
    if (read && read.link === this.link) return;
    this.#arrived = read ? { kind: 'link', link: read.link } : { kind: 'unusable' };
    this.events.emit('arrived', this.#arrived);
  }

  /** Makes it the invite in use, whether it arrived or was pasted. @throws AppError invite-invalid */
  use(text: string): void {
    const read = readAppLink(text) ?? readBrowserLink(text);
    if (!read) throw new AppError('invite-invalid');
    this.#arrived = null;
    this.#become(read);
  }

  decline(): void {
    this.#arrived = null;
  }

  forget(): void {
    this.#become(null);
  }

  #become(next: Current | null): void {
    const before = this.#current;
    this.#current = next;
    const origin = next?.to.serverOrigin ?? null;
    if (origin !== (before?.to.serverOrigin ?? null)) this.events.emit('server', origin);
  }
}

function readAppLink(text: string): Current | null {
  return currentOf(parseAppLink(text));
}

/** People copy whichever form of the link they got; pasted here, its code does not come from the server either. */
function readBrowserLink(text: string): Current | null {
  return currentOf(parseInviteLink(text));
}

function currentOf(invite: Invite | null): Current | null {
  if (!invite) return null;
  const { serverOrigin, room, therapistFingerprint } = invite;
  const link = formatAppLink(invite);
  invite.secret.wipe();
  return { link, to: { serverOrigin, room, therapistFingerprint } };
}
