/** Something that is put beside text, in a format of the system's own. */
export interface ClipboardMark {
  readonly format: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A number of Windows, of 32 bits. */
const no = new Uint8Array(4);
const yes = Uint8Array.of(1, 0, 0, 0);

/**
 * What says that text is not for histories. Windows itself obeys its three; on macOS and Linux programs that keep a
 * history do, by agreement (nspasteboard.org, KDE's hint of password managers).
 */
export function clipboardMarks(platform: NodeJS.Platform): readonly ClipboardMark[] {
  if (platform === 'win32') {
    return [
      { format: 'ExcludeClipboardContentFromMonitorProcessing', bytes: yes },
      { format: 'CanIncludeInClipboardHistory', bytes: no },
      { format: 'CanUploadToCloudClipboard', bytes: no },
    ];
  }
  if (platform === 'darwin') {
    return [
      { format: 'org.nspasteboard.ConcealedType', bytes: yes },
      { format: 'org.nspasteboard.TransientType', bytes: yes },
    ];
  }
  return [{ format: 'x-kde-passwordManagerHint', bytes: new TextEncoder().encode('secret') }];
}
