import {
  createCommit,
  createGroup,
  defaultCapabilities,
  defaultLifetime,
  emptyPskIndex,
  generateKeyPackage,
  getCiphersuiteFromName,
  getCiphersuiteImpl,
  joinGroup,
  mlsExporter,
} from 'ts-mls';
import { suiteName } from '../../../../../src/crypto/mls/suite-name.ts';

// ts-mls by itself, as its manual shows it: a group, somebody who is added to it and joins, and one exported secret on both
// sides. None of what we put around it: no knock, no PSK, no credential that anybody checks, no hello, no second Commit, no
// words.

interface BareScope {
  onmessage: ((event: MessageEvent<'hello' | 'join'>) => void) | null;
  postMessage(message: string | null): void;
}

const scope = globalThis as unknown as BareScope;

scope.onmessage = ({ data }) => {
  const work = data === 'join' ? joinOnce() : Promise.resolve();
  work.then(
    () => {
      scope.postMessage(null);
    },
    (error: unknown) => {
      scope.postMessage(String(error));
    },
  );
};

async function joinOnce(): Promise<void> {
  const cipherSuite = await getCiphersuiteImpl(getCiphersuiteFromName(suiteName));
  const make = (name: string): ReturnType<typeof generateKeyPackage> =>
    generateKeyPackage(
      { credentialType: 'basic', identity: new TextEncoder().encode(name) },
      defaultCapabilities(),
      defaultLifetime,
      [],
      cipherSuite,
    );
  const host = await make('host');
  const groupId = crypto.getRandomValues(new Uint8Array(16));
  const { publicPackage, privatePackage } = host;
  const group = await createGroup(groupId, publicPackage, privatePackage, [], cipherSuite);
  const guest = await make('guest');
  const { newState, welcome } = await createCommit(
    { state: group, cipherSuite },
    {
      extraProposals: [{ proposalType: 'add', add: { keyPackage: guest.publicPackage } }],
      ratchetTreeExtension: true,
    },
  );
  if (!welcome) throw new Error('no welcome');
  const joined = await joinGroup(
    welcome,
    guest.publicPackage,
    guest.privatePackage,
    emptyPskIndex,
    cipherSuite,
  );
  const [ours, theirs] = await Promise.all(
    [newState, joined].map(({ keySchedule }) =>
      mlsExporter(keySchedule.exporterSecret, 'bench', new Uint8Array(), 32, cipherSuite),
    ),
  );
  if (ours?.join() !== theirs?.join()) throw new Error('the two do not agree');
}
