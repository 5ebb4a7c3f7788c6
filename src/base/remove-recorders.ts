/**
 * Takes from a page whatever could record a picture or a sound, or capture a screen: Quietroom needs none of it, so nothing
 * that got into the page shall have it. The second wall stands behind: the shell and the server's headers refuse captures.
 * Media workers have globals of their own, in which frames are sealed.
 *
 * Also handed over as text, to run before anything of the page does: it may use nothing from outside of itself.
 */
export function removeRecorders(): void {
  const remove = (owner: unknown, names: readonly string[]): void => {
    if (owner === null || (typeof owner !== 'object' && typeof owner !== 'function')) return;
    for (const name of names) Reflect.deleteProperty(owner, name);
  };
  const removeFrom = (type: string, names: readonly string[]): void => {
    const made: unknown = Reflect.get(globalThis, type);
    if (typeof made === 'function') remove(made.prototype, names);
  };
  remove(globalThis, [
    'MediaRecorder',
    'ImageCapture',
    'MediaStreamTrackProcessor',
    'MediaStreamTrackGenerator',
    'VideoEncoder',
    'AudioEncoder',
    // It reads colours anywhere on the screen.
    'EyeDropper',
  ]);
  removeFrom('HTMLMediaElement', ['captureStream']);
  removeFrom('HTMLCanvasElement', ['captureStream']);
  removeFrom('MediaDevices', ['getDisplayMedia']);
  // An older way to the devices, which takes a screen for one.
  removeFrom('Navigator', ['webkitGetUserMedia']);
}
