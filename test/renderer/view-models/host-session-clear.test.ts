import { describe, expect, it } from 'vitest';
import type { SessionId } from '../../../src/contract/ids.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { settle } from '../../support/fake-clock.ts';
import { testId } from '../../support/fake-ids.ts';
import { open, session, setUp } from '../../support/host-session-bench.ts';

describe('what left unsealed', () => {
  it('is kept by the main side, each time that it is found', async () => {
    const { ipc, engine, clock } = await open();
    await clock.advance(1_000);
    engine.last.frames = new Map([['audio', 10]]);
    await clock.advance(10_000);
    const noted = ipc.calls.filter(({ name }) => name === 'session.note-clear');
    expect(noted).toHaveLength(1);
    expect(noted[0]?.input).toMatchObject({ sessionId: session.sessionId });
  });

  it('is known to a page that is loaded again, which tells its new media worker', async () => {
    const all = setUp();
    all.kept.session = session;
    const clear = [{ fromMs: 5, toMs: 9 }];
    all.ipc.answers['session.clear-stretches'] = () => ({ clear });
    all.model.check();
    await settle();
    expect(all.model.state.get()).toMatchObject({ phase: 'open' });
    expect(all.media.last.inputsOf('session.note-clear')).toEqual(clear);
    // It is the main side that knows it already.
    expect(all.ipc.names).not.toContain('session.note-clear');
  });

  it('is waited for: no session is gone on with before it is known', async () => {
    const all = setUp();
    all.kept.session = session;
    all.ipc.answers['session.clear-stretches'] = () => {
      throw new AppError('disk-full');
    };
    all.model.check();
    await settle();
    expect(all.model.state.get()).toMatchObject({ phase: 'failed', code: 'disk-full' });
    expect(all.media.workers).toHaveLength(0);
    all.ipc.answers['session.clear-stretches'] = () => ({ clear: [] });
    all.model.retry();
    await settle();
    expect(all.model.state.get()).toMatchObject({ phase: 'open' });
  });

  it('is nobody else’s: the next session begins without', async () => {
    const { model, ipc, media, kept } = await open();
    ipc.answers['session.clear-stretches'] = () => ({ clear: [{ fromMs: 5, toMs: 9 }] });
    model.end();
    await settle();
    model.dismiss();
    kept.session = null;
    ipc.answers['session.start'] = () => ({ ...session, sessionId: testId<SessionId>(77) });
    model.start(session.clientId);
    await settle();
    expect(media.last.inputsOf('session.note-clear')).toEqual([]);
  });
});
