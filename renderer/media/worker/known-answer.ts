import type { CallAnswer, CallRequest } from '../../../src/contract/contract.ts';
import type { MediaWorker } from '../../../src/contract/media-worker.ts';
import {
  encodeHeader,
  parseHeader,
  type SFrameInteger,
} from '../../../src/crypto/sframe/header.ts';
import { importSFrameKey } from '../../../src/crypto/sframe/sframe-key.ts';
import { openSFrame, sealSFrame } from '../../../src/crypto/sframe/sframe.ts';
import { suites } from '../../../src/crypto/sframe/suite.ts';
import { AppError } from '../../../src/errors/app-error.ts';

type Question = CallRequest<MediaWorker, 'sframe.known-answer'>;

/** Seals a frame under the caller's own key and opens it again. @throws AppError bad-request */
export async function knownAnswer(
  question: Question,
): Promise<CallAnswer<MediaWorker, 'sframe.known-answer'>> {
  const { baseKey, metadata, plaintext } = question;
  const suite = Object.values(suites).find(({ id }) => id === question.suite);
  if (!suite) throw new AppError('bad-request', 'no such suite');
  const [kid, ctr] = [integer(question.kid), integer(question.ctr)];
  const none = new Uint8Array();
  const sealKey = await importSFrameKey(suite, baseKey, kid, 'seal');
  const sealed = await sealSFrame(sealKey, ctr, metadata, plaintext, none);
  const openKey = await importSFrameKey(suite, baseKey, kid, 'open');
  const header = parseHeader(sealed);
  const opened = header && (await openSFrame(openKey, header, metadata, sealed, none));
  if (!opened) throw new AppError('internal', 'does not open what it sealed');
  return { header: encodeHeader(kid, ctr), sealed, opened };
}

/** The form that frames of ours use, where the value fits it. */
function integer(value: bigint): SFrameInteger {
  return value < 2n ** 48n ? Number(value) : value;
}
