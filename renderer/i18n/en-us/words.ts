import type { Rewording } from '../words-shape.ts';

/** American English, where it differs. */
export const enUs: Rewording = {
  therapist: {
    note: {
      heading: {
        behaviour: 'Behavior',
      },
    },
    settings: {
      enrol: {
        title: 'Enroll this computer',
        enrol: 'Enroll',
      },
    },
  },
};
