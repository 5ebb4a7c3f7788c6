import { atMost, machineInfo, row, type BenchReport, type Row } from '../report.ts';
import type { MeasuredStart, StartSample } from './measure-start.ts';

/** Starts of both apps and of a bare window, taken in turn. */
export interface StartSamples {
  readonly therapist: readonly StartSample[];
  readonly guest: readonly StartSample[];
  readonly bare: readonly StartSample[];
}

type App = 'therapist' | 'guest';
type Step = Exclude<keyof MeasuredStart, 'asked' | 'longestBlock'>;

/** What a start is made of, each counted from the moment at which the system was asked for a process. */
const steps = {
  script: 'the first line runs',
  ready: 'Electron is ready',
  window: 'the window exists',
  page: 'the page begins to load',
  shown: 'the window is shown',
  paint: 'the first text is painted',
  usable: 'something can be pressed',
} as const satisfies Record<Step, string>;

/** Nothing that is felt as a halt. */
const blockLimitMs = 50;

/** From samples to the report. */
export function startReport(
  samples: StartSamples,
  versions: Readonly<Record<string, string>>,
): BenchReport {
  const apps = ['therapist', 'guest'] as const;
  const rows = apps.flatMap((app) => rowsOf(app, samples));
  const blocks = apps.map((app) => blockRow(app, samples));
  return {
    name: 'start',
    versions,
    machine: machineInfo(),
    rows: [...rows, ...blocks],
    goals: blocks.map(({ what, ours }) => atMost(`${what}, ms`, ours.median, blockLimitMs)),
  };
}

function rowsOf(app: App, samples: StartSamples): readonly Row[] {
  const first = Object.entries(steps).map(([step, what]) =>
    compare(`${app}, never run before: ${what}`, samples, app, ({ first: start }) =>
      sinceAsked(start, step as Step),
    ),
  );
  const again = compare(`${app}, once more: ${steps.usable}`, samples, app, ({ again: start }) =>
    sinceAsked(start, 'usable'),
  );
  return [...first, again];
}

/** Of every start, whether it was the first or not. */
function blockRow(app: App, samples: StartSamples): Row {
  const blocks = (of: readonly StartSample[]): readonly number[] =>
    of.flatMap(({ first, again }) => [first.longestBlock, again.longestBlock]);
  const what = `${app}: longest hold-up of the main thread in three seconds after it is shown`;
  return row(what, 'ms', blocks(samples[app]), { bare: blocks(samples.bare) });
}

function compare(
  what: string,
  samples: StartSamples,
  app: App,
  take: (sample: StartSample) => number,
): Row {
  return row(what, 'ms', samples[app].map(take), { bare: samples.bare.map(take) });
}

function sinceAsked(start: MeasuredStart, step: Step): number {
  return start[step] - start.asked;
}
