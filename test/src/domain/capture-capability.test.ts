import { describe, expect, it } from 'vitest';
import { captureCapability } from '../../../src/domain/capture-capability.ts';

describe('what a system does for a window that wants to be left out of captures', () => {
  it.each([
    ['linux', '6.8.0', '45.4.1', 'none'],
    ['win32', '10.0.18363', '45.4.1', 'black'],
    ['win32', '10.0.19040', '33.4.11', 'black'],
    ['win32', '10.0.19041', '33.4.11', 'hides'],
    ['win32', '10.0.19045', '36.3.1', 'hides'],
    ['win32', '10.0.19045', '36.3.2', 'faulty'],
    ['win32', '10.0.22000', '45.4.1', 'faulty'],
    ['win32', '10.0.22630', '37.0.0', 'faulty'],
    ['win32', '10.0.22631', '45.4.1', 'hides'],
    ['win32', '10.0.26100', '45.4.1', 'hides'],
    ['win32', '10.0.19045', '', 'faulty'],
    ['win32', '10.0', '45.4.1', 'unknown'],
    ['win32', 'Windows', '45.4.1', 'unknown'],
    ['darwin', '14.7.1', '45.4.1', 'hides'],
    ['darwin', '15.0', '45.4.1', 'partly'],
    ['darwin', '26.1', '45.4.1', 'partly'],
    ['darwin', '', '45.4.1', 'unknown'],
    ['freebsd', '14', '45.4.1', 'unknown'],
  ])('%s %s with Electron %s: %s', (platform, version, electron, capability) => {
    expect(captureCapability({ platform, version, electron })).toBe(capability);
  });
});
