import { describe, expect, it } from 'vitest';
import { changedFlag, readBusSignal } from '../../../main/platform/dbus-signal.ts';
import { busSignal } from '../../support/bus-signal.ts';

const saver = {
  path: '/org/gnome/ScreenSaver',
  interface: 'org.gnome.ScreenSaver',
  member: 'ActiveChanged',
};

describe('readBusSignal', () => {
  it.each(['l', 'B'] as const)('reads who tells what, in byte order %s', (order) => {
    expect(readBusSignal(busSignal(saver, true, order))).toEqual({ ...saver, flag: true });
    expect(readBusSignal(busSignal(saver, false, order))).toEqual({ ...saver, flag: false });
  });

  it('reads one without arguments', () => {
    expect(readBusSignal(busSignal(saver, null))).toEqual({ ...saver, flag: null });
  });

  it('takes nothing else for one', () => {
    const call = busSignal(saver, true);
    call.writeUInt8(1, 1);
    expect(readBusSignal(call)).toBeNull();
  });

  it('takes what is cut short or out of its bounds for none, and never throws', () => {
    const whole = busSignal(saver, true);
    for (let size = 0; size < whole.length; size += 1) {
      expect(readBusSignal(whole.subarray(0, size))).toBeNull();
    }
    for (let at = 0; at < whole.length; at += 1) {
      const bent = Buffer.from(whole);
      bent.writeUInt8(0xff, at);
      expect(() => readBusSignal(bent)).not.toThrow();
    }
  });
});

describe('changedFlag', () => {
  const changed = (property: string, value: number): Buffer => {
    const name = Buffer.from(`${property}\0\x01b\0`);
    const head = Buffer.alloc(16);
    head.write('l');
    const padding = Buffer.alloc((4 - ((head.length + name.length) % 4)) % 4);
    const flag = Buffer.alloc(4);
    flag.writeUInt32LE(value);
    return Buffer.concat([head, name, padding, flag]);
  };

  it('finds a property of truth', () => {
    expect(changedFlag(changed('LidIsClosed', 1), 'LidIsClosed')).toBe(true);
    expect(changedFlag(changed('LidIsClosed', 0), 'LidIsClosed')).toBe(false);
  });

  it('knows nothing of another one, or of one that is cut short', () => {
    expect(changedFlag(changed('OnBattery', 1), 'LidIsClosed')).toBeNull();
    expect(changedFlag(changed('LidIsClosed', 1).subarray(0, -1), 'LidIsClosed')).toBeNull();
  });
});
