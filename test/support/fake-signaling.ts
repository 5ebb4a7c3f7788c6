import { Emitter } from '../../src/base/emitter.ts';
import type { CallName, CallRequest, PushData, PushName } from '../../src/contract/contract.ts';
import { signaling, type Signaling } from '../../src/contract/signaling.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { SignalingConnection } from '../../renderer/platform/signaling-connection.ts';
import { testBytes32 } from './fake-ids.ts';

type Pushes = { [K in PushName<Signaling>]: PushData<Signaling, K> };

/** Answers one call; throws or rejects to refuse it. */
export type Answer = (input: unknown, connection: FakeConnection) => unknown;
export type Answers = Partial<Record<CallName<Signaling>, Answer>>;

/** A connection whose server is a table of answers. Parses both ways, as the real one does. */
export class FakeConnection implements SignalingConnection {
  readonly challenge = testBytes32(9);
  hasTurn = false;
  readonly calls: { name: CallName<Signaling>; input: unknown }[] = [];
  readonly ended: Promise<AppError>;
  #lost: AppError | null = null;
  readonly #answers: Answers;
  readonly #pushes = new Emitter<Pushes>();
  #end: (error: AppError) => void = () => undefined;

  constructor(answers: Answers) {
    this.#answers = answers;
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  async call<K extends CallName<Signaling>>(name: K, input: unknown): Promise<never> {
    const request = signaling[name].in.parse(input) as CallRequest<Signaling, K>;
    this.calls.push({ name, input: request });
    this.#throwIfEnded();
    const answering = async (): Promise<{ answer: unknown }> => {
      await Promise.resolve();
      return { answer: (await this.#answers[name]?.(request, this)) ?? {} };
    };
    const outcome = await Promise.race([answering(), this.ended]);
    this.#throwIfEnded();
    if (outcome instanceof AppError) throw outcome;
    const { answer } = outcome;
    return signaling[name].out.parse(answer) as never;
  }

  on<K extends PushName<Signaling>>(name: K, listener: (data: Pushes[K]) => void): () => void {
    return this.#pushes.on(name, listener);
  }

  push<K extends PushName<Signaling>>(name: K, data: unknown): void {
    this.#pushes.emit(name, signaling[name].data.parse(data) as Pushes[K]);
  }

  end(error: AppError = new AppError('connection-lost')): void {
    this.#lost ??= error;
    this.#end(error);
  }

  close(): void {
    this.end();
  }

  #throwIfEnded(): void {
    if (this.#lost) throw this.#lost;
  }

  get isEnded(): boolean {
    return this.#lost !== null;
  }

  /** Names of the calls made, in order. */
  get names(): string[] {
    return this.calls.map(({ name }) => name);
  }
}
