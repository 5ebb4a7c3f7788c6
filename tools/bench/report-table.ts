import type { BenchReport, Goal, Row } from './report.ts';

/** The report for a person: what first decides, the ratio, comes first. */
export function reportTable(report: BenchReport): string {
  const names = [...new Set(report.rows.flatMap(({ against }) => Object.keys(against)))];
  const head = ['ratio', 'what', 'unit', 'ours', 'p95', ...names.flatMap((name) => [name, 'p95'])];
  const lines = alignColumns([head, ...report.rows.map((one) => rowCells(one, names))]);
  return [
    `${report.name} on ${report.machine.cores} × ${report.machine.model}`,
    ...lines,
    ...report.goals.map(goalLine),
  ].join('\n');
}

function rowCells(one: Row, names: readonly string[]): string[] {
  const ratios = names.flatMap((name) => one.ratio[name] ?? []);
  return [
    ratios.length === 0 ? '–' : ratios.map((value) => value.toFixed(2)).join(' / '),
    `${one.what} (n=${one.ours.n})`,
    one.unit,
    figure(one.ours.median),
    figure(one.ours.p95),
    ...names.flatMap((name) => {
      const theirs = one.against[name];
      return theirs ? [figure(theirs.median), figure(theirs.p95)] : ['–', '–'];
    }),
  ];
}

function goalLine({ what, value, limit, ok }: Goal): string {
  return `${ok ? 'met   ' : 'missed'}  ${what}: ${figure(value)} (goal: at most ${figure(limit)})`;
}

/** Three significant digits, without an exponent. */
function figure(value: number): string {
  if (Number.isInteger(value) || Math.abs(value) >= 100) return value.toFixed(0);
  return Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2);
}

function alignColumns(cells: readonly (readonly string[])[]): string[] {
  const widths = (cells[0] ?? []).map((_, at) =>
    Math.max(...cells.map((line) => line[at]?.length ?? 0)),
  );
  return cells.map((line) =>
    line
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
