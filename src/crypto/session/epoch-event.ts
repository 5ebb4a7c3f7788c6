import { sha256 } from '../hkdf.ts';
import type { MlsGroup } from '../mls/mls-group.ts';
import type { Roster } from '../mls/roster.ts';
import type { EpochEvent } from './output.ts';

/** Describes the epoch that a group is in now, with its media key unless it is `transitional`. */
export async function epochEvent(
  group: MlsGroup,
  before: Roster,
  isTransitional: boolean,
): Promise<EpochEvent> {
  const { baseKey, epochAuthenticator } = await group.secrets();
  const authenticatorHash = await sha256(epochAuthenticator);
  epochAuthenticator.fill(0);
  if (isTransitional) baseKey.wipe();
  const { roster } = group;
  const missingFrom = (all: Roster, some: Roster): readonly string[] =>
    some
      .map(({ participant }) => participant)
      .filter((participant) => !all.some((one) => one.participant === participant));
  return {
    kind: 'epoch',
    groupId: group.id,
    epoch: group.epoch,
    ownLeaf: group.ownLeaf,
    roster,
    added: missingFrom(before, roster),
    removed: missingFrom(roster, before),
    authenticatorHash,
    baseKey: isTransitional ? null : baseKey,
  };
}
