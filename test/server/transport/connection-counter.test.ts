import { describe, expect, it } from 'vitest';
import { addressGroup, ConnectionCounter } from '../../../server/transport/connection-counter.ts';

describe('ConnectionCounter', () => {
  it('bounds connections per address and all together', () => {
    const counter = new ConnectionCounter(3, 2);
    expect(counter.enter('192.0.2.1')).not.toBeNull();
    expect(counter.enter('192.0.2.1')).not.toBeNull();
    expect(counter.enter('192.0.2.1')).toBeNull();
    expect(counter.enter('192.0.2.2')).not.toBeNull();
    expect(counter.enter('192.0.2.3')).toBeNull();
    expect(counter.total).toBe(3);
  });

  it('gives a place back, once', () => {
    const counter = new ConnectionCounter(2, 1);
    const leave = counter.enter('192.0.2.1');
    counter.enter('192.0.2.2');
    leave?.();
    leave?.();
    expect(counter.total).toBe(1);
    expect(counter.enter('192.0.2.1')).not.toBeNull();
    expect(counter.enter('192.0.2.1')).toBeNull();
  });
});

describe('addressGroup', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::9', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['::1', '0:0:0:0'],
    ['', ''],
  ])('of %s is %s', (address, group) => {
    expect(addressGroup(address)).toBe(group);
  });
});
