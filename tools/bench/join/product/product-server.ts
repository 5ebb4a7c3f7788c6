import { projectRoot } from '../../../build/ensure-built.ts';
import { startServer } from '../../../../server/start-server.ts';
import { join } from 'node:path';
import { serveParent } from '../../child-service.ts';

// The product's server, a process of its own, as `npm start` runs it on loopback: with guests in browsers.

const enrolmentCode = crypto.randomUUID();
const server = await startServer({
  config: {
    browserGuests: true,
    guestFilesFolder: join(projectRoot, 'dist/guest'),
    enrolmentCodes: [enrolmentCode],
    // As the floor: one call runs at a time.
    workers: 1,
  },
});

serveParent({
  preset: () => Promise.resolve({ origin: server.origin, enrolmentCode }),
});
