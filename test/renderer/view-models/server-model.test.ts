import { describe, expect, it } from 'vitest';
import { createServerModel } from '../../../renderer/view-models/server-model.ts';
import { toBase64Url } from '../../../src/base/base64url.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { settle } from '../../support/fake-clock.ts';
import { testBytes32 } from '../../support/fake-ids.ts';
import { FakeIpc, type IpcAnswers } from '../../support/fake-ipc.ts';
import { FakeConnection, type Answers } from '../../support/fake-signaling.ts';

const origin = 'https://rooms.example';
const signature = toBase64Url(new Uint8Array(64));

async function setUp(server: Answers = {}, answers: IpcAnswers = {}) {
  const known = {
    origin: origin as string | null,
    enrolled: false,
    enrolmentCode: null as string | null,
  };
  const ipc = new FakeIpc({
    'server.get': () => known,
    'server.set': (input) => {
      known.origin = input.origin;
      return {};
    },
    'server.sign-enrolment': () => ({ publicKey: testBytes32(1), signature }),
    'server.enrolled': () => {
      known.enrolled = true;
      return {};
    },
    ...answers,
  });
  const connections: FakeConnection[] = [];
  const model = createServerModel({
    ipc,
    connect: () => {
      const connection = new FakeConnection(server);
      connections.push(connection);
      return Promise.resolve(connection);
    },
  });
  model.load();
  await settle();
  return { known, ipc, model, connections };
}

describe('the server model', () => {
  it('says whether a server is chosen and whether it knows this machine', async () => {
    const { known, model } = await setUp();
    expect(model.state.get()).toEqual({ phase: 'not-enrolled', origin, work: { phase: 'idle' } });
    known.enrolled = true;
    model.load();
    await settle();
    expect(model.state.get()).toMatchObject({ phase: 'enrolled', origin });
    known.origin = null;
    model.load();
    await settle();
    expect(model.state.get()).toEqual({ phase: 'unset', work: { phase: 'idle' } });
  });

  it.each([
    ['rooms.example', 'https://rooms.example'],
    [' https://rooms.example:8443/path?x ', 'https://rooms.example:8443'],
    ['http://127.0.0.1:4000', 'http://127.0.0.1:4000'],
  ])('takes %j as an address', async (typed, expected) => {
    const { known, model } = await setUp();
    model.setOrigin(typed);
    await settle();
    expect(known.origin).toBe(expected);
  });

  it('says bad-request for what is no address, and sends nothing', async () => {
    const { ipc, model } = await setUp();
    model.setOrigin('two words');
    await settle();
    expect(model.state.get()).toMatchObject({ work: { phase: 'failed', code: 'bad-request' } });
    expect(ipc.names).not.toContain('server.set');
  });

  it('enrols with the challenge of the connection that it uses, then closes it', async () => {
    const { ipc, model, connections } = await setUp();
    model.enrol(' one-time-code ');
    expect(model.state.get()).toMatchObject({ work: { phase: 'busy' } });
    await settle();
    const [connection] = connections;
    expect(ipc.calls.find(({ name }) => name === 'server.sign-enrolment')?.input).toEqual({
      challenge: connection?.challenge,
    });
    expect(connection?.calls).toEqual([
      {
        name: 'host.enrol',
        input: { code: 'one-time-code', publicKey: testBytes32(1), signature },
      },
    ]);
    expect(connection?.isEnded).toBe(true);
    expect(model.state.get()).toMatchObject({ phase: 'enrolled', work: { phase: 'idle' } });
  });

  it('shows why an enrolment failed, and does not remember it as done', async () => {
    const { known, model, connections } = await setUp({
      'host.enrol': () => {
        throw new AppError('unauthorized');
      },
    });
    model.enrol('wrong-code');
    await settle();
    expect(model.state.get()).toMatchObject({
      phase: 'not-enrolled',
      work: { phase: 'failed', code: 'unauthorized' },
    });
    expect(known.enrolled).toBe(false);
    expect(connections[0]?.isEnded).toBe(true);
  });

  it('does not bother the server with a code that cannot be one', async () => {
    const { model, connections } = await setUp();
    model.enrol('short');
    await settle();
    expect(model.state.get()).toMatchObject({ work: { phase: 'failed', code: 'unauthorized' } });
    expect(connections).toEqual([]);
  });

  it('enrols by itself at a preset server that came with a code, once for each load', async () => {
    const { known, model, connections } = await setUp({
      'host.enrol': () => {
        throw new AppError('unauthorized');
      },
    });
    known.enrolmentCode = 'preset-code';
    model.load();
    await settle();
    expect(connections).toHaveLength(1);
    expect(connections[0]?.calls[0]?.input).toMatchObject({ code: 'preset-code' });
    expect(model.state.get()).toMatchObject({ work: { phase: 'failed', code: 'unauthorized' } });
  });
});
