import { access, readdir, realpath } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { postureUnknown, type PostureReading } from '../../../../src/domain/posture/reading.ts';
import type { ChecksOptions } from '../system-posture.ts';
import { readDiskEncryption } from './block-devices.ts';
import { readMountedFrom, type MountedFrom } from './mounted-from.ts';

/**
 * Walks from the folder to the disks that it lies on. Whoever encrypts above the disk (fscrypt, eCryptfs, gocryptfs) or
 * beside the device mapper (ZFS) may be well protected: of them it is said that it is not known.
 */
export async function checkDisk(
  { output, dataFolder }: ChecksOptions,
  signal: AbortSignal,
): Promise<PostureReading> {
  const found = await output('/usr/bin/findmnt', ['--json', '--target', dataFolder], signal);
  const mounted = readMountedFrom(found);
  if (!mounted || !mounted.source.startsWith('/dev/')) return postureUnknown;
  if (await isSpread(mounted)) return postureUnknown;
  const columns = ['--paths', '--output', 'NAME,TYPE,MAJ:MIN'];
  const devices = await output('/usr/bin/lsblk', columns, signal);
  const reading = readDiskEncryption(devices, await deviceOf(mounted.source));
  return reading.state === 'advice' && (await hasFscrypt(mounted)) ? postureUnknown : reading;
}

/** The name that the tree of devices has for it. */
async function deviceOf(source: string): Promise<string> {
  return source.startsWith('/dev/mapper/') ? source : realpath(source);
}

async function hasFscrypt({ target }: MountedFrom): Promise<boolean> {
  return access(join(target, '.fscrypt')).then(
    () => true,
    () => false,
  );
}

/** Whether btrfs lays this file system over several devices, of which only the first is named. */
async function isSpread({ fstype, source }: MountedFrom): Promise<boolean> {
  if (fstype !== 'btrfs') return false;
  const device = basename(await realpath(source));
  const folder = '/sys/fs/btrfs';
  for (const entry of await readdir(folder)) {
    const devices = await readdir(join(folder, entry, 'devices')).catch((): string[] => []);
    if (devices.includes(device)) return devices.length !== 1;
  }
  return true;
}
