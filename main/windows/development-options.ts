import type { CaptureSystem } from '../../src/domain/capture-capability.ts';

/** What tests and `npm start` may ask of a development build. The shipped bundle has none of this. */
export interface DevelopmentOptions {
  readonly dataFolder: string | null;
  readonly presetServer: { readonly origin: string; readonly enrolmentCode: string } | null;
  /** Switches that are refused otherwise: Playwright's Electron driver passes them. */
  readonly permittedSwitches: readonly string[];
  /** What the capture shield takes the system for: `PLATFORM VERSION`. What it finds by trying stays what it is. */
  readonly captureSystem: Pick<CaptureSystem, 'platform' | 'version'> | null;
}

/** What the shipped app runs with. */
export const shippedOptions: DevelopmentOptions = {
  dataFolder: null,
  presetServer: null,
  permittedSwitches: [],
  captureSystem: null,
};

export function readDevelopmentOptions(
  environment: Readonly<Record<string, string | undefined>>,
): DevelopmentOptions {
  const {
    QUIETROOM_DATA_FOLDER: dataFolder = null,
    QUIETROOM_PRESET_SERVER: origin,
    QUIETROOM_PRESET_CODE: enrolmentCode,
    QUIETROOM_CAPTURE_SYSTEM: captureSystem,
  } = environment;
  return {
    dataFolder,
    presetServer:
      origin === undefined || enrolmentCode === undefined ? null : { origin, enrolmentCode },
    permittedSwitches: ['inspect', 'remote-debugging-port'],
    captureSystem: captureSystem === undefined ? null : readSystem(captureSystem),
  };
}

function readSystem(text: string): DevelopmentOptions['captureSystem'] {
  const [platform = '', version = ''] = text.split(' ');
  return { platform, version };
}
