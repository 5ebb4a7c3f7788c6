import type { BrowserContext, Page } from 'playwright-core';

/** Something that happened in a page, in milliseconds since 1970. */
export interface Step {
  readonly what: string;
  readonly atMs: number;
}

declare global {
  interface Window {
    stepProbe?: Step[];
  }
}

/**
 * Notes what happens on the way into a call: messages by name, those of the media worker too, negotiation, ICE, DTLS, the first packet and frame. It
 * costs a little, so it is installed only to find out where time goes.
 */
export async function installStepProbe(context: BrowserContext): Promise<void> {
  await context.addInitScript(watchSteps);
}

/** What happened so far. Empty where the probe is not installed. */
export async function readSteps(page: Page): Promise<readonly Step[]> {
  return page.evaluate(() => window.stepProbe ?? []);
}

/** Runs inside the page, so it may use nothing from outside itself. */
function watchSteps(): void {
  const steps: Step[] = [];
  const remoteTracks = new Set<MediaStreamTrack>();
  window.stepProbe = steps;
  const note = (what: string): void => {
    steps.push({ what, atMs: performance.timeOrigin + performance.now() });
  };

  /** Messages are named and never kept. */
  const nameOf = (text: unknown): string => {
    const message = JSON.parse(String(text)) as { call?: string; push?: string };
    return message.call ?? message.push ?? 'answer';
  };
  window.WebSocket = class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      this.addEventListener('message', ({ data }) => {
        note(`ws < ${nameOf(data)}`);
      });
    }
    override send(data: string): void {
      note(`ws > ${nameOf(data)}`);
      super.send(data);
    }
  };

  /** The media worker's calls and pushes, by name as well. */
  const nameIn = (message: unknown): string => {
    const { name, push } = message as { name?: string; push?: string };
    return name ?? push ?? 'answer';
  };
  window.Worker = class extends Worker {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      this.addEventListener('message', ({ data }) => {
        note(`worker < ${nameIn(data)}`);
      });
    }
    override postMessage(message: unknown, options?: StructuredSerializeOptions | Transferable[]) {
      note(`worker > ${nameIn(message)}`);
      super.postMessage(message, options as Transferable[]);
    }
  };

  const plainFetch = window.fetch;
  window.fetch = async (input, init) => {
    const path = new URL(input instanceof Request ? input.url : input, location.href).pathname;
    note(`fetch > ${path}`);
    const response = await plainFetch(input, init);
    note(`fetch < ${path}`);
    return response;
  };

  /** Notes when a promise-returning method was called and when it was done. */
  const time = <T extends object>(owner: T, method: keyof T & string): void => {
    const original = owner[method] as (...args: unknown[]) => Promise<unknown>;
    Object.defineProperty(owner, method, {
      async value(this: unknown, ...args: unknown[]) {
        note(`${method} …`);
        const result = await original.apply(this, args);
        note(`${method} done`);
        return result;
      },
    });
  };
  time(MediaDevices.prototype, 'getUserMedia');
  for (const method of [
    'createOffer',
    'createAnswer',
    'setLocalDescription',
    'setRemoteDescription',
  ] as const) {
    time(RTCPeerConnection.prototype, method);
  }

  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      this.addEventListener('iceconnectionstatechange', () => {
        note(`ICE ${this.iceConnectionState}`);
      });
      this.addEventListener('connectionstatechange', () => {
        note(`transport ${this.connectionState}`);
      });
      this.addEventListener('track', ({ track }) => {
        remoteTracks.add(track);
        track.addEventListener('unmute', () => {
          note(`first ${track.kind} packet`);
        });
      });
    }
  };
  const whose = ({ srcObject }: HTMLMediaElement): string => {
    const tracks = srcObject instanceof MediaStream ? srcObject.getTracks() : [];
    return tracks.some((track) => remoteTracks.has(track)) ? 'remote' : 'own';
  };
  for (const event of ['loadstart', 'loadedmetadata', 'playing'] as const) {
    document.addEventListener(
      event,
      ({ target }) => {
        if (target instanceof HTMLVideoElement) note(`${whose(target)} video ${event}`);
      },
      { capture: true },
    );
  }
  for (const event of ['DOMContentLoaded', 'load'] as const) {
    addEventListener(event, () => {
      note(event);
    });
  }
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const path = new URL(entry.name).pathname.replace(/-[\w-]{8}\./u, '.');
      const atMs = performance.timeOrigin + entry.startTime;
      steps.push(
        { what: `loading ${path} …`, atMs },
        { what: `loading ${path} done`, atMs: atMs + entry.duration },
      );
    }
  }).observe({ type: 'resource', buffered: true });
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      const atMs = performance.timeOrigin + startTime;
      steps.push({ what: 'page busy …', atMs }, { what: 'page busy done', atMs: atMs + duration });
    }
  }).observe({ type: 'longtask' });
}
