import type { Bytes } from '../../base/bytes.ts';
import { invariant } from '../../base/invariant.ts';
import { encodeMessage, parseMessage } from '../messages/message-codec.ts';
import { openPrivateItem, sealPrivateItem } from '../messages/private-item.ts';
import { mayItSend, type PrivateItem, type SessionMessage } from '../messages/session-message.ts';
import type { MlsGroup } from '../mls/mls-group.ts';
import { refuseUnless } from '../mls/refused.ts';
import type { Member } from '../mls/roster.ts';
import { sealApplication, type Received } from '../mls/steps.ts';
import type { Suite } from '../mls/suite.ts';
import { nothingToDo, type Output } from './output.ts';

/** A message with the member who signed it. */
export interface FromMember {
  readonly from: Member;
  readonly epoch: bigint;
  readonly message: SessionMessage;
}

/** Seals a message of ours and stores the state before the bytes leave. */
export async function sendMessage(
  suite: Suite,
  group: MlsGroup,
  message: SessionMessage,
): Promise<Output> {
  invariant(mayItSend(message.type, group.ownLeaf), 'a message of another role');
  const step = await sealApplication(suite, group.state, encodeMessage(message));
  group.adopt([step], 'unchanged');
  return { outgoing: [{ to: 'everybody', bytes: step.bytes }], events: [] };
}

/** Seals something for one member alone. @throws Refused when that member is not here. */
export async function sendPrivate(
  suite: Suite,
  group: MlsGroup,
  participant: string,
  payload: Bytes,
): Promise<Output> {
  const recipient = group.memberOf(participant);
  refuseUnless(recipient !== undefined && recipient.leaf !== group.ownLeaf, 'not-entitled');
  const route = {
    groupId: group.idBytes,
    epoch: group.epoch,
    sender: group.ownLeaf,
    recipient: recipient.leaf,
  };
  return sendMessage(suite, group, await sealPrivateItem(suite, recipient.hpkeKey, route, payload));
}

/**
 * Reads an application message that MLS has authenticated. Sender first, then content: a type that the sender's role
 * may not send is refused whatever it says.
 * @throws Refused
 */
export function readMessage(
  group: MlsGroup,
  received: Extract<Received, { kind: 'application' }>,
): FromMember {
  const from = group.memberAt(received.sender, received.epoch);
  refuseUnless(from !== undefined, 'not-authentic');
  const message = parseMessage(received.payload);
  refuseUnless(message !== null, 'malformed');
  refuseUnless(mayItSend(message.type, from.leaf), 'not-entitled');
  return { from, epoch: received.epoch, message };
}

/** What a message that both roles may get means. @throws Refused when an item for us does not open. */
export async function deliver(
  suite: Suite,
  group: MlsGroup,
  { from, epoch, message }: FromMember,
): Promise<Output> {
  switch (message.type) {
    case 'app':
      return one({ kind: 'message', from, isPrivate: false, payload: message.payload });
    case 'private':
      return deliverPrivate(suite, group, { from, epoch, message });
    case 'beat':
    case 'answer':
      return one({ kind: 'beat', from, epoch, message });
    case 'seating':
      return one({ kind: 'seating', message });
    case 'protection':
      return one({ kind: 'protection', from, capture: message.capture });
    case 'rule':
      return one({ kind: 'rule', rule: message.rule });
    case 'hello':
    case 'join-psk':
    case 'reveal':
      return nothingToDo;
  }
}

async function deliverPrivate(
  suite: Suite,
  group: MlsGroup,
  item: Omit<FromMember, 'message'> & { readonly message: PrivateItem },
): Promise<Output> {
  const { from, epoch, message } = item;
  if (message.recipient !== group.ownLeaf) return nothingToDo;
  const key = group.leafKeyAt(epoch);
  const route = {
    groupId: group.idBytes,
    epoch,
    sender: from.leaf,
    recipient: group.ownLeaf,
  };
  const payload = key ? await openPrivateItem(suite, key, route, message) : null;
  refuseUnless(payload !== null, 'not-authentic');
  return one({ kind: 'message', from, isPrivate: true, payload });
}

function one(event: Output['events'][number]): Output {
  return { outgoing: [], events: [event] };
}
