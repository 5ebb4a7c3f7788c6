import { readFileSync, writeFileSync } from 'node:fs';
import { findElfFunction } from './elf-symbol.ts';

const declaringFunction = 'node_api_module_get_api_version_v1';

/** Its whole body on x86-64: endbr64 (present or not); mov eax, VERSION; ret. */
const body = /^(?:f30f1efa)?b8[0-9a-f]{8}c3/u;
const longestBodyBytes = 10;

/** What Node takes as "whatever I have": NAPI_VERSION_EXPERIMENTAL. */
const whatever = 0x7fffffff;

/**
 * Lets an addon that declares a newer Node-API than the runtime knows load in it, by changing the declaration in a
 * staged copy. An older runtime refuses by the number alone; whether the addon really uses something newer shows when
 * it is used. Never for a file that is shipped.
 * @returns whether there was anything to change
 */
export function lowerNodeApi(stagedAddon: string, runtimeNodeApi: number): boolean {
  const file = readFileSync(stagedAddon);
  const start = findElfFunction(file, declaringFunction);
  if (start === null) return false;
  const found = body.exec(file.toString('hex', start, start + longestBodyBytes));
  if (!found) throw new Error(`${stagedAddon}: its Node-API is not declared as a constant`);
  const versionAt = start + found[0].length / 2 - 5;
  if (file.readUInt32LE(versionAt) <= runtimeNodeApi) return false;
  file.writeUInt32LE(whatever, versionAt);
  writeFileSync(stagedAddon, file);
  return true;
}
