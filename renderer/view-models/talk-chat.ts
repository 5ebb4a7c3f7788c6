import type { Clock } from '../../src/base/ports.ts';
import { sayableText } from '../../src/domain/chat-text.ts';
import type { MediaWorkerClient } from '../media/media-worker-client.ts';
import type { TalkBoard } from './talk-board.ts';
import { withChanged } from './talk-list.ts';
import { personOf } from './talk-person.ts';

const deliveries = { all: 'heard', some: 'partly', nobody: 'unheard' } as const;

/** Written messages of one media worker. */
export class TalkChat {
  readonly #board: TalkBoard;
  readonly #clock: Clock;
  readonly #client: MediaWorkerClient;
  /** Tells this worker's numbers from those of another one. */
  readonly #life: number;

  constructor(board: TalkBoard, clock: Clock, client: MediaWorkerClient, life: number) {
    this.#board = board;
    this.#clock = clock;
    this.#client = client;
    this.#life = life;
    client.on('chat.said', ({ messageId, text, ...sender }) => {
      board.addIncoming({
        kind: 'chat',
        key: this.#keyOf(messageId),
        atMs: clock.nowMs(),
        from: personOf(sender),
        text,
        delivery: 'heard',
      });
    });
    client.on('chat.settled', ({ messageId, heardBy }) => {
      const delivery = deliveries[heardBy];
      board.change((list) =>
        withChanged(list, 'chat', this.#keyOf(messageId), (item) => ({ ...item, delivery })),
      );
    });
  }

  /** @throws AppError when it could not even be said */
  async say(typed: string): Promise<void> {
    const text = sayableText(typed);
    const { messageId } = await this.#client.call('chat.say', { text });
    const key = this.#keyOf(messageId);
    const atMs = this.#clock.nowMs();
    this.#board.add({ kind: 'chat', key, atMs, from: null, text, delivery: 'sending' });
  }

  #keyOf(messageId: number): string {
    return `chat ${String(this.#life)} ${String(messageId)}`;
  }
}
