import type { Tile } from '../../contract/insights.ts';
import type { IsoDate } from '../../contract/units.ts';
import { listWords, type Say, tileWords } from '../insights/index.ts';
import { periodBefore, periodOf, quarterTitle } from '../insights/rules/periods.ts';
import { addDays, quarterOf } from '../programme/rules/dates.ts';
import type { CaseLine, Earnings, Pipeline, ReviewFacts, ToldTile } from './facts.ts';
import type { CaseFigures, EarningsFigures, PipelineFigures, QuarterFigure, ReviewFigures } from './figures.ts';

/** Frozen figures with the words they are told by: names of periods, what a figure rests on, what became of a case. */
export function tell(figures: ReviewFigures, say: Say): ReviewFacts {
  const { span, tiles, asOf, ...rest } = figures;
  const before = periodBefore(span);
  const until = span.until < asOf ? span.until : asOf;
  const about = { period: { from: span.from, until }, before, crmAsOf: figures.crmAsOf, currency: figures.currency };
  const told = Object.entries(tiles).map(([metric, tile]) => {
    const { value, n, interval } = tile;
    return [
      metric,
      { value, n, interval, ...tileWords(metric as Tile['metric'], tile, about, say) } satisfies ToldTile,
    ];
  });
  return {
    ...rest,
    say,
    asOf,
    period: { ...about.period, title: periodOf(span, say.day).title },
    before: { title: periodOf(before, say.day).title },
    next: { title: nextTitle(span.until) },
    tiles: Object.fromEntries(told),
    quarters: figures.quarters.map(labelled),
    pipeline: tellPipeline(figures.pipeline),
    cases: { ...figures.cases, lines: figures.cases.lines.map((line) => tellCase(line, say)) },
    earnings: tellEarnings(figures.earnings, say),
    families: figures.families.map((row) => ({ ...row, family: row.family === '' ? 'no family' : row.family })),
  };
}

/** The quarter after a period, for which a review agrees on what is to be done: “Q4 2026”. */
export const nextTitle = (until: IsoDate): string => periodOf(quarterOf(addDays(until, 1))).title;

/** “Q3” of `2026-Q3`, with the year where one begins: what stands under a column. */
const labelled = ({ quarter, minor }: QuarterFigure) => ({
  label: quarter.endsWith('Q1') ? `Q1 ${quarter.slice(2, 4)}` : quarter.slice(5),
  minor,
});

const tellPipeline = (pipeline: PipelineFigures): Pipeline => ({
  ...pipeline,
  soon: { ...pipeline.soon, until: quarterTitle(pipeline.soon.until) },
  byQuarter: pipeline.byQuarter.map(({ expected, minor, count }) => ({
    label: typeof expected === 'string' ? expected : quarterTitle(expected.quarter),
    minor,
    count,
  })),
});

const tellEarnings = (earnings: EarningsFigures, say: Say): Earnings => ({
  ...earnings,
  quarters: earnings.quarters.map(labelled),
  lines: earnings.lines.map(({ of, ...line }) => ({
    ...line,
    rule: 'rule' in of ? of.rule : say.counted(of.lines, 'line'),
  })),
});

const OURS = 'our own deal';

function tellCase({ number, customer, claims, result }: CaseFigures, say: Say): CaseLine {
  return { number, customer, claims: claimsWords(claims, say), outcome: resultWords(result) };
}

function claimsWords(claims: CaseFigures['claims'], say: Say): string {
  if ('blind' in claims) return `${say.counted(claims.blind, 'claim')}, blind`;
  if ('names' in claims) return listWords(claims.names.map((name) => name ?? OURS));
  return claims.others === 1 ? 'you and another' : `you and ${say.count(claims.others)} others`;
}

const OWN = { yes: ', for you', no: ', not for you', shared: ', shared' } as const;

function resultWords(result: CaseFigures['result']): string {
  if (result.state !== 'ruled') return result.state;
  const { outcome, winner, appeal } = result;
  const whose = winner === null ? '' : 'own' in winner ? OWN[winner.own] : `: ${winner.name ?? OURS}`;
  // The ruling that stands in front of it is the one that holds.
  const appealed =
    appeal === null ? '' : appeal === 'pending' ? ', appealed, not decided yet' : `, ${appeal} on appeal`;
  return `${outcome}${whose}${appealed}`;
}
