import { toBase64Url } from '../../src/base/base64url.ts';
import type { CallHandlers } from '../../src/contract/contract.ts';
import { GUEST_IPC_PROTOCOL, type GuestIpc } from '../../src/contract/guest-ipc.ts';
import { decodeChecked } from '../../src/contract/schema.ts';
import { captureHandlers } from '../ipc/capture-handlers.ts';
import { clipboardHandlers } from '../ipc/clipboard-handlers.ts';
import type { ClipboardPort } from '../ports/clipboard-port.ts';
import type { ToldStanding } from '../ports/told-standing.ts';
import type { HostInfo } from '../ports/host-info.ts';
import { downloadHandlers } from '../saving/download-handlers.ts';
import type { Downloads } from '../saving/downloads.ts';
import type { GuestComputer } from './guest-computer.ts';
import type { IdentityService } from './identity-service.ts';
import type { OpenedLink } from './opened-link.ts';

/** What the handlers call. */
export interface GuestServices {
  readonly host: HostInfo;
  readonly opened: OpenedLink;
  readonly identity: IdentityService;
  readonly computer: GuestComputer;
  readonly downloads: Downloads;
  readonly capture: ToldStanding;
  /** Left out, the shell has none. */
  readonly clipboard?: ClipboardPort;
}

/** The calls of the contract for clients, each a line to the service that does it. */
export function createGuestHandlers(services: GuestServices): CallHandlers<GuestIpc> {
  const { host, opened, identity, computer } = services;
  return {
    'app.status': () => ({
      protocol: GUEST_IPC_PROTOCOL,
      host: host.kind,
      versions: host.versions,
    }),

    'guest.link': () => ({ link: opened.link, arrived: opened.arrived }),
    'guest.use-link': ({ link }) => done(opened.use(link)),
    'guest.decline': () => done(opened.decline()),
    'guest.forget-link': () => done(opened.forget()),

    'identity.public-key': async ({ therapistFingerprint }) => {
      const key = await identity.publicKey(decodeChecked(therapistFingerprint));
      return { publicKey: toBase64Url(key.publicKey), standing: key.standing };
    },
    'identity.sign': async ({ therapistFingerprint, statement }) => {
      const signed = await identity.sign(decodeChecked(therapistFingerprint), statement);
      return {
        publicKey: toBase64Url(signed.publicKey),
        signature: toBase64Url(signed.signature),
      };
    },

    'guest.computer': async () => {
      const origin = opened.invitedTo?.serverOrigin ?? null;
      return { advice: [...(await computer.advice(origin))] };
    },

    ...downloadHandlers(services.downloads),
    ...captureHandlers(services.capture),
    ...clipboardHandlers(services.clipboard),
  };
}

/** The empty answer, after something was done. */
function done(_result: void): Record<string, never> {
  return {};
}
