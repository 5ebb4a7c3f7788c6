/** A track without a device. `end` is what unplugging does. */
export class FakeTrack extends EventTarget implements MediaStreamTrack {
  readonly kind: 'audio' | 'video';
  readonly id: string;
  readonly label = '';
  readonly muted = false;
  contentHint = '';
  enabled = true;
  readyState: MediaStreamTrackState = 'live';
  onended = null;
  onmute = null;
  onunmute = null;
  readonly #deviceId: string;

  constructor(kind: 'audio' | 'video', deviceId = `${kind}-1`) {
    super();
    this.kind = kind;
    this.id = `track-${deviceId}`;
    this.#deviceId = deviceId;
  }

  stop(): void {
    this.readyState = 'ended';
  }

  end(): void {
    this.readyState = 'ended';
    this.dispatchEvent(new Event('ended'));
  }

  getSettings(): MediaTrackSettings {
    return { deviceId: this.#deviceId };
  }

  clone(): FakeTrack {
    return new FakeTrack(this.kind, this.#deviceId);
  }

  applyConstraints(): Promise<void> {
    return Promise.resolve();
  }

  getCapabilities(): MediaTrackCapabilities {
    return {};
  }

  getConstraints(): MediaTrackConstraints {
    return {};
  }
}
