import type { CallHandlers, CallName } from '../../../../src/contract/contract.ts';
import type { MediaWorker } from '../../../../src/contract/media-worker.ts';
import type { TalkDesk } from './talk-desk.ts';

/** Names of the calls about chat and files. */
type TalkNames = Extract<
  CallName<MediaWorker>,
  `chat.${string}` | `aside.${string}` | `file.${string}`
>;

/** What the page asks for about chat and files, answered by the desk. */
export function talkHandlers(desk: TalkDesk): Pick<CallHandlers<MediaWorker>, TalkNames> {
  return {
    'chat.say': ({ text }) => ({ messageId: desk.say(text) }),
    'aside.say': ({ said }) => {
      desk.sayAside(said);
      return {};
    },
    'file.send': async (file) => ({ fileId: await desk.sendFile(file) }),
    'file.sent': async ({ fileId, round, index }) => {
      await desk.chunkSent(fileId, round, index);
      return {};
    },
    'file.cancel': ({ fileId, reason }) => {
      desk.cancelFile(fileId, reason);
      return {};
    },
    'file.take': ({ fileId }) => ({ bytes: desk.takeFile(fileId) }),
  };
}
