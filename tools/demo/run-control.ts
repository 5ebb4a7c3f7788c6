import { openDemoStage } from './demo-stage.ts';
import { runSession } from './run-session.ts';
import { openFrameDecoder } from './tap/frame-decoder.ts';
import { judgeTap } from './tap/judge-tap.ts';
import { installRelayPlanter, plantInRelay } from './tap/relay-planter.ts';
import { reportTap, type TapReport } from './tap/tap-report.ts';

export interface ControlOptions {
  readonly folder: string;
  /** Path of a Chromium. */
  readonly chromium: string;
  /** How long the two talk. */
  readonly talkMs: number;
}

/**
 * The tap's control: the same session, through the same tap, with pages whose frames pass in clear, and with a text of each
 * side in the relay. What it does not find here it could not find anywhere.
 */
export async function runControl({ folder, chromium, talkMs }: ControlOptions): Promise<TapReport> {
  const stage = await openDemoStage({
    folder,
    kind: 'clear-media',
    chromium,
    prepare: installRelayPlanter,
  });
  const { server, host, guest, guestBrowser, plants, tap } = stage;
  try {
    await runSession({
      server,
      therapist: host.page,
      guest: guest.page,
      follow: guest.follow,
      talkMs,
      pseudonym: 'Grey Wren',
      note: 'In clear, to see whether the tap sees it.',
      screenshotsFolder: null,
      tell: () => undefined,
      beforeTheEnd: async () => {
        await plantInRelay(host.page, plants.therapist.text);
        await plantInRelay(guest.page, plants.guest.text);
      },
    });
    const decode = await openFrameDecoder(guestBrowser);
    return reportTap(await judgeTap({ tapped: tap.tapped, plants, secrets: [], decode }));
  } finally {
    await stage.close();
  }
}
