// The linter looks into the file itself; what the bundler makes of this address has a default export.
// oxlint-disable-next-line import/default
import workerUrl from './worker/entry.ts?worker&url';

/** The one policy that the page's headers allow: it makes a script's address of our worker's, and of nothing else. */
const policyName = 'quietroom-worker';

interface ScriptUrlPolicy {
  createScriptURL(url: string): string;
}

/** Trusted Types, as far as they are used; the compiler's library does not have them. */
interface TrustedTypesFactory {
  createPolicy(name: string, rules: ScriptUrlPolicy): ScriptUrlPolicy;
}

/** Opens workers of the page's one media worker script. Made once per page: a policy's name is taken once. */
export function createMediaWorkerOpener(page: object): () => Worker {
  const trustedTypes = Reflect.get(page, 'trustedTypes') as TrustedTypesFactory | undefined;
  const rules: ScriptUrlPolicy = {
    createScriptURL(url) {
      if (url !== workerUrl) throw new TypeError('not the media worker');
      return url;
    },
  };
  const policy = trustedTypes?.createPolicy(policyName, rules) ?? rules;
  return () => new Worker(policy.createScriptURL(workerUrl), { name: 'media' });
}
