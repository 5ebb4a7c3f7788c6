import type { Session } from 'electron';
import type { Log } from '../../src/base/ports.ts';
import { originOf, pageOrigin } from './page-address.ts';
import { isPermissionAllowed, type PermissionAsk } from './permission-policy.ts';
import { serverSources } from './response-headers.ts';

export interface SessionPolicyOptions {
  /** The practice's server at this moment, or null. */
  readonly serverOrigin: () => string | null;
  readonly log: Log;
}

/** Denies by default whatever a page of this session could ask the shell for. */
export function applySessionPolicy(session: Session, options: SessionPolicyOptions): void {
  denyPermissions(session, options.log);
  denyDevices(session, options.log);
  denyRequests(session, options);
  session.on('will-download', (event) => {
    event.preventDefault();
    options.log.warn('download-refused');
  });
  leaveSpellingAlone(session);
}

/**
 * Switching it off does not keep Chromium from fetching its dictionary, from Google at every start until it has it; having
 * no language does.
 */
function leaveSpellingAlone(session: Session): void {
  session.setSpellCheckerLanguages([]);
  session.setSpellCheckerEnabled(false);
}

function denyPermissions(session: Session, log: Log): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const ask: PermissionAsk = {
      permission,
      from: details.requestingUrl,
      isTopFrame: details.isMainFrame,
      mediaTypes: 'mediaTypes' in details ? (details.mediaTypes ?? []) : [],
    };
    const isAllowed = isPermissionAllowed(ask, pageOrigin);
    if (!isAllowed) log.warn('permission-refused', { permission });
    answer(isAllowed);
  });
  session.setPermissionCheckHandler((_contents, permission, from, details) =>
    isPermissionAllowed(
      {
        permission,
        from,
        isTopFrame: details.isMainFrame,
        mediaTypes: details.mediaType === undefined ? [] : [details.mediaType],
      },
      pageOrigin,
    ),
  );
}

function denyDevices(session: Session, log: Log): void {
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => {
    log.warn('screen-refused');
    answer(null);
  });
  session.on('select-hid-device', (event) => {
    event.preventDefault();
  });
  session.on('select-serial-port', (event, _ports, _contents, choose) => {
    event.preventDefault();
    choose('');
  });
  session.on('select-usb-device', (event) => {
    event.preventDefault();
  });
}

/** A second wall behind the page's security policy: nothing leaves the session but requests to the page and the server. */
function denyRequests(session: Session, { serverOrigin, log }: SessionPolicyOptions): void {
  session.webRequest.onBeforeRequest((details, answer) => {
    const origin = originOf(details.url);
    const isAllowed =
      origin === pageOrigin ||
      (origin !== null && serverSources(serverOrigin()).includes(origin)) ||
      // Objects that the page made itself.
      details.url.startsWith(`blob:${pageOrigin}/`);
    if (!isAllowed) log.warn('request-refused');
    answer({ cancel: !isAllowed });
  });
}
