import { removeRecorders } from '../../src/base/remove-recorders.ts';

// The first thing that the page in a browser does. In the apps the preload has done it before.
removeRecorders();
