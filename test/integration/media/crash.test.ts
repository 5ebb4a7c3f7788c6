import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { skipNote } from '../../../tools/test/skip-reason.ts';
import {
  admit,
  CallStage,
  flows,
  knock,
  missingCallParts,
  startSession,
  untilCall,
  untilGuest,
} from '../../support/call-stage.ts';
import { serverOutside } from '../../support/stage-server.ts';

const reason = missingCallParts();

describe.skipIf(reason !== null)(`a server that is killed${skipNote(reason)}`, () => {
  let stage: CallStage;

  beforeAll(async () => {
    stage = await CallStage.open(serverOutside);
  });

  afterAll(async () => {
    await stage.close();
  });

  it('finds both sides at its door again; the guest waits for a new admission', async () => {
    const host = await stage.openHost();
    const guest = await stage.openGuest(await startSession(host, stage));
    await knock(guest);
    await admit(host);
    expect(await flows(host, guest)).toBe('both ways');
    await stage.crash();
    // The server that came back knows nobody: nobody is let in without the therapist.
    await untilGuest(guest, 'waiting');
    await untilCall(host, { connection: 'connected', people: [] });
    await admit(host);
    expect(await flows(host, guest)).toBe('both ways');
  });
});
