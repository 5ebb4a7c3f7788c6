import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeVideoFile, randomPicture, type PlantedPicture } from './planted-picture.ts';
import { encodeSoundFile, randomSound, type PlantedSound } from './planted-sound.ts';

export type Side = 'therapist' | 'guest';

/** What one side shows, says and writes, so that the tap can know it again. New for every session. */
export interface Plant {
  readonly picture: PlantedPicture;
  readonly sound: PlantedSound;
  readonly text: string;
}

/** Makes one side's plant. */
export function makePlant(side: Side): Plant {
  return {
    picture: randomPicture(),
    sound: randomSound(side === 'therapist' ? 0 : 1),
    text: `planted-${randomBytes(12).toString('hex')}`,
  };
}

/** Writes the files of a fake camera and microphone, and gives the switches with which Chromium takes them for real. */
export function plantedDevices(plant: Plant, folder: string, name: string): readonly string[] {
  const camera = join(folder, `${name}.y4m`);
  const microphone = join(folder, `${name}.wav`);
  writeFileSync(camera, encodeVideoFile(plant.picture));
  writeFileSync(microphone, encodeSoundFile(plant.sound));
  return [
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-video-capture=${camera}`,
    `--use-file-for-fake-audio-capture=${microphone}`,
  ];
}
