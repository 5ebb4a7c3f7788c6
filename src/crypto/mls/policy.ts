import type { Capabilities } from 'ts-mls/capabilities.js';
import type { ClientConfig } from 'ts-mls/clientConfig.js';
import { defaultKeyPackageEqualityConfig } from 'ts-mls/keyPackageEqualityConfig.js';
import { parseCredential } from '../identity/credential.ts';
import { plainBytes } from './plain-bytes.ts';
import { suiteName } from './suite-name.ts';

/** What every leaf can do, exactly: this suite and basic credentials, no extensions, no other proposals. */
export const capabilities: Capabilities = {
  versions: ['mls10'],
  ciphersuites: [suiteName],
  extensions: [],
  proposals: [],
  credentials: ['basic'],
};

/** How long a credential is good for: longer than any session, shorter than a link stays in a chat history. */
export const credentialValidForS = 24 * 60 * 60;

/** How far two clocks may be apart. */
export const clockToleranceS = 60 * 60;

/**
 * The library's settings that matter: its defaults accept any credential, check no lifetime on receipt, and keep four
 * epochs. Two epochs are kept at most, and `MlsGroup` prunes to fewer: 0 here would keep every epoch for ever.
 */
export const clientConfig: ClientConfig = {
  keyRetentionConfig: {
    retainKeysForGenerations: 32,
    retainKeysForEpochs: 2,
    maximumForwardRatchetSteps: 256,
  },
  lifetimeConfig: {
    maximumTotalLifetime: BigInt(credentialValidForS + 2 * clockToleranceS),
    validateLifetimeOnReceive: true,
  },
  keyPackageEqualityConfig: defaultKeyPackageEqualityConfig,
  paddingConfig: { kind: 'padUntilLength', padUntilLength: 256 },
  // Only the form: the library does not say here whose leaf it asks about. `walkTree` judges leaf by leaf.
  authService: {
    validateCredential: (credential) =>
      Promise.resolve(
        credential.credentialType === 'basic' &&
          parseCredential(plainBytes(credential.identity)) !== null,
      ),
  },
};
