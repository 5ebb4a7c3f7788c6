import { Emitter } from '../../src/base/emitter.ts';
import type { CallName, CallRequest, PushData, PushName } from '../../src/contract/contract.ts';
import { ipc, type Ipc } from '../../src/contract/ipc.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { IpcClient } from '../../renderer/platform/ipc-client.ts';

type Pushes = { [K in PushName<Ipc>]: PushData<Ipc, K> };

/** Answers one call; throws or rejects to refuse it. */
export type IpcAnswers = {
  [K in CallName<Ipc>]?: (input: CallRequest<Ipc, K>) => unknown;
};

/** A main side that is a table of answers, which a test may change as it goes. Parses both ways, as the real one does. */
export class FakeIpc implements IpcClient {
  readonly answers: IpcAnswers;
  readonly calls: { name: CallName<Ipc>; input: unknown }[] = [];
  readonly #pushes = new Emitter<Pushes>();

  constructor(answers: IpcAnswers = {}) {
    this.answers = answers;
  }

  async call<K extends CallName<Ipc>>(name: K, input: unknown): Promise<never> {
    const request = ipc[name].in.parse(input) as CallRequest<Ipc, K>;
    this.calls.push({ name, input: request });
    await Promise.resolve();
    const answer = this.answers[name];
    if (!answer) throw new AppError('internal', `no answer to ${name} in this test`);
    return ipc[name].out.parse(await answer(request)) as never;
  }

  on<K extends PushName<Ipc>>(name: K, listener: (data: Pushes[K]) => void): () => void {
    return this.#pushes.on(name, listener);
  }

  push<K extends PushName<Ipc>>(name: K, data: Pushes[K]): void {
    this.#pushes.emit(name, data);
  }

  /** Names of the calls made, in order. */
  get names(): string[] {
    return this.calls.map(({ name }) => name);
  }
}
