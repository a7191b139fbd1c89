import fs from 'node:fs';
import path from 'node:path';

/** A figure beside what it is compared with, both measured in this run. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly against: readonly { readonly name: string; readonly value: number }[];
  /** Value over the first comparison; below 1 is faster. */
  readonly ratio: number | null;
}

/** A figure with its comparison. */
export const figure = (name: string, value: number, unit: string, against: Record<string, number>): Figure => {
  const list = Object.entries(against).map(([other, measured]) => ({ name: other, value: round(measured) }));
  const first = list[0]?.value;
  return {
    name,
    value: round(value),
    unit,
    against: list,
    ratio: first === undefined || first === 0 ? null : round(value / first),
  };
};

const round = (value: number): number => Number(value.toPrecision(4));

/** The value below which a share of the sample lies; 0.5 is the median. */
export function quantile(sample: readonly number[], share: number): number {
  const sorted = [...sample].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Milliseconds of each of `times` calls, after a tenth as many to warm up. */
export async function timed(times: number, call: () => unknown): Promise<number[]> {
  for (let turn = 0; turn < times / 10; turn += 1) await call();
  const sample: number[] = [];
  for (let turn = 0; turn < times; turn += 1) {
    const start = performance.now();
    await call();
    sample.push(performance.now() - start);
  }
  return sample;
}

/** Prints a table and writes `out/bench-<suite>.json`. */
export function report(suite: string, figures: readonly Figure[]): void {
  const rows = figures.map((one) => ({
    figure: one.name,
    value: `${one.value} ${one.unit}`,
    against: one.against.map((other) => `${other.name}: ${other.value}`).join('; '),
    ratio: one.ratio ?? '',
  }));
  console.table(rows);
  const folder = path.join(import.meta.dirname, '../../out');
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, `bench-${suite}.json`), `${JSON.stringify(figures, null, 2)}\n`);
}
