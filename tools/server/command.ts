// `npm run server -- CONFIG`, or `-- enrol CONFIG`: the server alone, with the media worker that set-up has provided.
// It reads its own arguments, and runs until it is told to stop.

import '../../server/index.ts';
