import type { ClientState } from 'ts-mls/clientState.js';
import type { SecretTree } from 'ts-mls/secretTree.js';

// The library replaces its state and leaves the old one to the garbage collector. Here what a new state no longer uses
// is overwritten, best effort: the engine may have copied it before.

/** Every secret that a state holds, by identity: states share what did not change. */
export function secretsOf(state: ClientState): ReadonlySet<Uint8Array> {
  const secrets = new Set<Uint8Array>(Object.values(state.keySchedule) as Uint8Array[]);
  addTree(secrets, state.secretTree);
  for (const key of Object.values(state.privatePath.privateKeys)) secrets.add(key);
  secrets.add(state.signaturePrivateKey);
  for (const former of state.historicalReceiverData.values()) {
    addTree(secrets, former.secretTree);
    secrets.add(former.senderDataSecret);
    secrets.add(former.resumptionPsk);
  }
  return secrets;
}

/** Overwrites the secrets of `gone` that none of `kept` holds. */
export function wipeSecrets(gone: Iterable<Uint8Array>, kept: ReadonlySet<Uint8Array>): void {
  for (const secret of gone) if (!kept.has(secret)) secret.fill(0);
}

function addTree(secrets: Set<Uint8Array>, tree: SecretTree): void {
  for (const node of tree) {
    for (const ratchet of [node.application, node.handshake]) {
      secrets.add(ratchet.secret);
      for (const unused of Object.values(ratchet.unusedGenerations)) secrets.add(unused);
    }
  }
}
