/** Words around camera and microphone. */
export const devices = {
  camera: 'Camera',
  microphone: 'Microphone',
  unnamed: {
    camera: 'Camera {{number}}',
    microphone: 'Microphone {{number}}',
  },
  choose: 'Choose one',
  preview: 'What your camera shows',
  level: 'How loud your microphone is',
  heard: 'We can hear you.',
  notHeard: 'Say a few words. The bar should move.',
  opening: {
    camera: 'Turning the camera on. If your browser asks, allow it.',
    microphone: 'Turning the microphone on. If your browser asks, allow it.',
  },
  problem: {
    camera: {
      'device-denied': {
        what: 'Quietroom may not use the camera.',
        next: 'Allow the camera beside the address, or in this computer’s privacy settings. Then try again.',
      },
      'device-missing': {
        what: 'No camera was found.',
        next: 'Plug one in or open its cover. You can also go on without a picture.',
      },
      'device-busy': {
        what: 'Another program is using the camera.',
        next: 'Close the other program, then try again.',
      },
      internal: {
        what: 'The camera did not start.',
        next: 'Unplug it and plug it in again, or choose another one.',
      },
    },
    microphone: {
      'device-denied': {
        what: 'Quietroom may not use the microphone.',
        next: 'Allow the microphone beside the address, or in this computer’s privacy settings. Then try again.',
      },
      'device-missing': {
        what: 'No microphone was found.',
        next: 'Plug one in or turn it on, then try again.',
      },
      'device-busy': {
        what: 'Another program is using the microphone.',
        next: 'Close the other program, then try again.',
      },
      internal: {
        what: 'The microphone did not start.',
        next: 'Unplug it and plug it in again, or choose another one.',
      },
    },
  },
  dialog: {
    title: 'Camera and microphone',
    text: 'A change takes effect at once.',
  },
} as const;
