import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sessionBusSockets } from '../../../main/platform/dbus-address.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

function socketsOf(address: string): readonly string[] | null {
  return sessionBusSockets({ DBUS_SESSION_BUS_ADDRESS: address });
}

describe('sessionBusSockets', () => {
  it.each<[string, readonly string[] | null]>([
    ['unix:path=/run/user/1000/bus', ['/run/user/1000/bus']],
    ['unix:path=/tmp/a,guid=0123456789abcdef', ['/tmp/a']],
    ['unix:guid=0123456789abcdef,path=/tmp/a', ['/tmp/a']],
    ['unix:abstract=/tmp/dbus-x,guid=01', ['\0/tmp/dbus-x']],
    ['unix:path=/tmp/with%20space', ['/tmp/with space']],
    ['unix:path=/a;unix:path=/b', ['/a', '/b']],
    ['tcp:host=localhost,port=1;unix:path=/b', ['/b']],
    ['tcp:host=localhost,port=1', null],
    ['autolaunch:', null],
    ['unix:', null],
  ])('reads %s', (address, sockets) => {
    expect(socketsOf(address)).toEqual(sockets);
  });

  it("falls back to the user's bus, if there is one", () => {
    const folder = temporaryFolder();
    expect(sessionBusSockets({ XDG_RUNTIME_DIR: folder })).toEqual([]);
    writeFileSync(join(folder, 'bus'), '');
    expect(sessionBusSockets({ XDG_RUNTIME_DIR: folder })).toEqual([join(folder, 'bus')]);
    expect(sessionBusSockets({ XDG_RUNTIME_DIR: folder, DBUS_SESSION_BUS_ADDRESS: '' })).toEqual([
      join(folder, 'bus'),
    ]);
  });

  it('finds none where nothing says that there is one', () => {
    expect(sessionBusSockets({})).toEqual([]);
    expect(sessionBusSockets({ XDG_RUNTIME_DIR: '' })).toEqual([]);
  });
});
