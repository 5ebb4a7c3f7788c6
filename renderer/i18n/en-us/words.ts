import type { Rewording } from '../words-shape.ts';

/** American English, where it differs. */
export const enUs: Rewording = {
  therapist: {
    settings: {
      enrol: {
        title: 'Enroll this computer',
        enrol: 'Enroll',
      },
    },
  },
};
