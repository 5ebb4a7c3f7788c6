import { describe, expect, it } from 'vitest';
import { ownPictureTrack } from '../../../../renderer/screens/call/own-track.ts';
import type { CallState, OwnSource } from '../../../../renderer/view-models/call-model.ts';
import type { DevicesState } from '../../../../renderer/view-models/devices-model.ts';
import { fakeTrack } from './people.ts';

const sent = fakeTrack('sent');
const seen = fakeTrack('seen');
const devices: DevicesState = {
  phase: 'open',
  camera: { phase: 'on', deviceId: 'c', track: seen },
  microphone: { phase: 'opening' },
  cameras: [],
  microphones: [],
};

function callWith(camera: OwnSource): CallState {
  return {
    phase: 'live',
    connection: { phase: 'connected' },
    people: [],
    own: { camera, microphone: { phase: 'off' } },
    quality: 'unknown',
  };
}

describe('ownPictureTrack', () => {
  it('is what is sent in a call', () => {
    expect(ownPictureTrack(callWith({ phase: 'on', track: sent }), devices)).toBe(sent);
  });

  it('is nothing when the camera is off in the call, although the camera itself still sees', () => {
    expect(ownPictureTrack(callWith({ phase: 'off' }), devices)).toBeNull();
  });

  it('is what the camera sees before the call', () => {
    expect(ownPictureTrack({ phase: 'idle' }, devices)).toBe(seen);
    expect(ownPictureTrack({ phase: 'idle' }, { phase: 'closed' })).toBeNull();
  });
});
