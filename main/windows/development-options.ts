/** What tests and `npm start` may ask of a development build. The shipped bundle has none of this. */
export interface DevelopmentOptions {
  readonly dataFolder: string | null;
  readonly presetServer: { readonly origin: string; readonly enrolmentCode: string } | null;
  /** Switches that are refused otherwise: Playwright's Electron driver passes them. */
  readonly permittedSwitches: readonly string[];
}

/** What the shipped app runs with. */
export const shippedOptions: DevelopmentOptions = {
  dataFolder: null,
  presetServer: null,
  permittedSwitches: [],
};

export function readDevelopmentOptions(
  environment: Readonly<Record<string, string | undefined>>,
): DevelopmentOptions {
  const {
    QUIETROOM_DATA_FOLDER: dataFolder = null,
    QUIETROOM_PRESET_SERVER: origin,
    QUIETROOM_PRESET_CODE: enrolmentCode,
  } = environment;
  return {
    dataFolder,
    presetServer:
      origin === undefined || enrolmentCode === undefined ? null : { origin, enrolmentCode },
    permittedSwitches: ['inspect', 'remote-debugging-port'],
  };
}
