import { describe, expect, it } from 'vitest';
import { tileOf } from '../../../../renderer/screens/call/tile-state.ts';
import { media, personOf } from './people.ts';

const connected = { phase: 'connected' } as const;

describe('tileOf', () => {
  it('shows the camera', () => {
    const camera = media('camera');
    expect(tileOf(personOf('a', { media: { camera } }), connected)).toEqual({
      track: camera.track,
      instead: null,
      isMuted: false,
    });
  });

  it('shows a shared screen rather than the camera, until it is stopped', () => {
    const camera = media('camera');
    const screen = media('screen');
    const sharing = personOf('a', { media: { camera, screen } });
    expect(tileOf(sharing, connected).track).toBe(screen.track);
    const stopped = personOf('a', { media: { camera, screen: { ...screen, muted: true } } });
    expect(tileOf(stopped, connected).track).toBe(camera.track);
  });

  it('shows no picture, not the last one, when the camera was turned off', () => {
    const person = personOf('a', { media: { camera: media('camera', true) } });
    expect(tileOf(person, connected)).toMatchObject({ track: null, instead: 'no-camera' });
  });

  it('keeps the last picture of somebody who dropped, and says so', () => {
    const camera = media('camera');
    const person = personOf('a', { connected: false, media: { camera } });
    expect(tileOf(person, connected)).toMatchObject({ track: camera.track, instead: 'dropped' });
  });

  it('tells a microphone that is off from one that is not there', () => {
    expect(tileOf(personOf('a', { media: { audio: media('m', true) } }), connected).isMuted).toBe(
      true,
    );
    expect(tileOf(personOf('a'), connected).isMuted).toBe(false);
  });

  it('says that a key is missing, whatever they send, and keeps the last picture dimmed', () => {
    const camera = media('camera');
    const person = personOf('a', { keys: 'waiting', media: { camera } });
    expect(tileOf(person, connected)).toMatchObject({
      track: camera.track,
      instead: 'waiting-key',
    });
    const off = personOf('a', { keys: 'waiting', media: { camera: media('camera', true) } });
    expect(tileOf(off, connected)).toMatchObject({ track: null, instead: 'waiting-key' });
    const voice = personOf('a', { keys: 'waiting', media: { audio: media('m') } });
    expect(tileOf(voice, connected).instead).toBe('waiting-key');
  });

  it('puts nothing over a first picture that is on its way with its key', () => {
    const camera = media('camera');
    const person = personOf('a', { keys: 'waiting', media: { camera } });
    expect(tileOf(person, { phase: 'connecting' })).toMatchObject({
      track: camera.track,
      instead: null,
    });
    expect(tileOf(person, { phase: 'reconnecting', sinceMs: 0 }).instead).toBe('waiting-key');
  });

  it('tells a drop rather than the key that is missing because of it', () => {
    const person = personOf('a', { connected: false, keys: 'waiting' });
    expect(tileOf(person, connected).instead).toBe('dropped');
  });

  it('says nothing of keys that are held or not known', () => {
    const camera = media('camera');
    expect(tileOf(personOf('a', { keys: 'held', media: { camera } }), connected).instead).toBe(
      null,
    );
    expect(tileOf(personOf('a', { media: { camera } }), connected).instead).toBe(null);
  });

  it.each([
    ['connecting while media is on its way', { phase: 'connecting' } as const, {}, 'connecting'],
    ['no picture yet when nothing has come', connected, {}, 'no-camera-yet'],
    ['no camera when only a voice comes', connected, { audio: media('m') }, 'no-camera'],
  ])('says %s', (_what, connection, has, instead) => {
    expect(tileOf(personOf('a', { media: has }), connection).instead).toBe(instead);
  });
});
