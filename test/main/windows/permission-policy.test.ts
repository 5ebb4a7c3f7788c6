import { describe, expect, it } from 'vitest';
import {
  isPermissionAllowed,
  type PermissionAsk,
} from '../../../main/windows/permission-policy.ts';

const own = 'app://quietroom';

function ask(change: Partial<PermissionAsk>): boolean {
  return isPermissionAllowed(
    { permission: 'media', from: `${own}/`, isTopFrame: true, mediaTypes: ['audio'], ...change },
    own,
  );
}

describe('media', () => {
  it.each([[['audio']], [['video']], [['audio', 'video']]])('is allowed for %j', (mediaTypes) => {
    expect(ask({ mediaTypes })).toBe(true);
  });

  it('is refused without media types: that is how a screen capture asks', () => {
    expect(ask({ mediaTypes: [] })).toBe(false);
  });

  it.each([[['unknown']], [['audio', 'screen']]])('is refused for %j', (mediaTypes) => {
    expect(ask({ mediaTypes })).toBe(false);
  });

  it.each(['https://quietroom/', 'app://other/', 'app://quietroom.example/', 'null', ''])(
    'is refused to %j',
    (from) => {
      expect(ask({ from })).toBe(false);
    },
  );

  it('is refused to a frame inside the page', () => {
    expect(ask({ isTopFrame: false })).toBe(false);
  });
});

describe('other permissions', () => {
  it.each(['speaker-selection', 'local-network-access'])('%s is allowed', (permission) => {
    expect(ask({ permission, mediaTypes: [] })).toBe(true);
    expect(ask({ permission, mediaTypes: [], from: 'https://elsewhere.example' })).toBe(false);
  });

  // Every other permission of Electron 45, and names that it does not have.
  it.each([
    'ar',
    'automatic-fullscreen',
    'background-fetch',
    'background-sync',
    'clipboard-read',
    'clipboard-sanitized-write',
    'captured-surface-control',
    'deprecated-sync-clipboard-read',
    'display-capture',
    'fileSystem',
    'fullscreen',
    'geolocation',
    'geolocation-approximate',
    'hand-tracking',
    'hid',
    'idle-detection',
    'keyboardLock',
    'local-fonts',
    'mediaKeySystem',
    'midi',
    'midiSysex',
    'nfc',
    'notifications',
    'openExternal',
    'payment-handler',
    'periodic-background-sync',
    'persistent-storage',
    'pointerLock',
    'screen-wake-lock',
    'sensors',
    'serial',
    'smart-card',
    'storage-access',
    'system-wake-lock',
    'top-level-storage-access',
    'usb',
    'vr',
    'web-app-installation',
    'web-printing',
    'window-management',
    'unknown',
    '',
    'MEDIA',
    'constructor',
    '__proto__',
  ])('%s is refused', (permission) => {
    expect(ask({ permission })).toBe(false);
    expect(ask({ permission, mediaTypes: [] })).toBe(false);
  });
});
