import { Menu } from 'electron';

/** macOS needs a menu for copy and paste to work at all; elsewhere there is none, and no developer tools anywhere. */
export function setAppMenu(platform: string): void {
  Menu.setApplicationMenu(
    platform === 'darwin'
      ? Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }])
      : null,
  );
}
