import { z } from './zod.ts';

/** What a self-test of the capture shield found, or could not find. */
export const captureVerdict = z.enum(['hidden', 'visible', 'impossible', 'unknown']);

/**
 * What a system is known to do for a window that asks to be left out of captures. Knowledge from its makers' and users'
 * reports: a ground for words about the system, never for saying that a window is hidden.
 */
const captureCapability = z.enum([
  /** The window is not in the picture. */
  'hides',
  /** In its place there is black. */
  'black',
  /** It should hide, but windows of this Electron were captured there (electron#47834). */
  'faulty',
  /** Left out of older ways of capturing; newer ones show it (electron#48258). */
  'partly',
  /** There is nothing to ask the system for. */
  'none',
  'unknown',
]);

/** Why a self-test says nothing. */
const noVerdict = z.enum([
  /** None has run yet. */
  'not-yet',
  /** The page is not in an app of ours: nothing there could run one. */
  'no-app',
  /** The system would ask the person for each capture (Wayland), and a test is no reason to. */
  'would-ask',
  /** The system lets nobody capture without the person's permission (macOS), which a test does not ask for. */
  'not-permitted',
  /** The marker was not on the screen: the window was hidden, covered or changed meanwhile. */
  'not-painted',
  /** The control was not seen either: capturing itself does not work here. */
  'no-control',
  /** Somebody is, or may be, in a call. */
  'in-call',
  /** The system's capturing failed, or took too long. */
  'failed',
  /** The window said later that its protection was gone. */
  'lost',
]);

/** Where the capture shield of this computer stands. */
export const captureStanding = z.strictObject({
  capability: captureCapability,
  verdict: captureVerdict,
  /** Why there is no verdict; null when there is one. */
  why: z.nullable(noVerdict),
});

/** What the therapist wants where somebody's window is not hidden: a word of warning, no picture of theirs, or no session. */
export const shieldRule = z.enum(['warn', 'audio-only', 'refuse']);

export type ShieldRule = z.output<typeof shieldRule>;
export type CaptureVerdict = z.output<typeof captureVerdict>;
export type CaptureCapability = z.output<typeof captureCapability>;
export type NoVerdict = z.output<typeof noVerdict>;
export type CaptureStanding = z.output<typeof captureStanding>;
