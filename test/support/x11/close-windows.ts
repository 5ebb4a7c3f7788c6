import { ScreenClient } from './screen-client.ts';

/**
 * Closes every window on a screen as a window manager does when somebody presses the cross in the frame: it tells the window,
 * which may refuse.
 * @returns how many were told
 */
export async function closeWindows(display: string): Promise<number> {
  const screen = await ScreenClient.connect(display);
  try {
    const protocols = await screen.atom('WM_PROTOCOLS');
    const close = await screen.atom('WM_DELETE_WINDOW');
    let told = 0;
    for (const window of await screen.windows()) {
      if (!(await screen.isShown(window))) continue;
      if (!(await screen.atoms(window, protocols)).includes(close)) continue;
      await screen.tell(window, protocols, close);
      told += 1;
    }
    return told;
  } finally {
    screen.close();
  }
}
