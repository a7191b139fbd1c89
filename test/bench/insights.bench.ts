import { find, insightRows, series, summary, today } from '../../src/engine/insights/index.ts';
import { openReader } from '../../src/engine/store/workspace-file.ts';
import { idOf, type NewOpportunity, type NewRegistration, putRows } from '../support/put-rows.ts';
import { thirdQuarterWorkspace } from '../support/third-quarter.ts';
import { moment } from '../support/workspace.ts';
import { type Figure, figure, quantile, report, timed } from './report.ts';

// What partners brought, asked of 100 000 opportunities and 10 000 registrations over three years, of which some 4 000
// deals are partners'. Beside each answer: one pass over the opportunities it is about, each with its
// origin, which is the least that a figure of it needs where there is no index made for it.

const OPPORTUNITIES = 100_000;
const REGISTRATIONS = 10_000;
const PARTNERS = 200;
const TURNS = 25;
const now = moment('2026-10-05T09:00Z');

const workspace = thirdQuarterWorkspace({
  extract: '2026-09-30',
  partners: Array.from({ length: PARTNERS }, (_, place) => ({
    id: `p${place}`,
    name: `Partner ${place} ${word(place)}`,
  })),
});
const BATCH = 20_000;
for (let from = 0; from < REGISTRATIONS; from += BATCH) putRows(workspace.db, { registrations: registrations(from) });
for (let from = 0; from < OPPORTUNITIES; from += BATCH) putRows(workspace.db, { opportunities: opportunities(from) });
const reader = openReader(workspace.file);

/** A day of the three years, the same for the same place. */
function day(place: number, days = 1_000): string {
  return new Date(Date.UTC(2024, 0, 1) + ((place * 7_919) % days) * 86_400_000).toISOString().slice(0, 10);
}

function word(place: number): string {
  return ['Harrow', 'Kestrel', 'Delta', 'Summit', 'Orbit', 'Zeta', 'Nova', 'Forge'][place % 8] ?? '';
}

function registrations(from: number): NewRegistration[] {
  return Array.from({ length: Math.min(BATCH, REGISTRATIONS - from) }, (_, step) => {
    const place = from + step;
    const receivedOn = day(place, 980);
    return {
      id: place.toString(36),
      partner: `p${(place * place) % PARTNERS}`,
      receivedOn,
      customer: `${word(place)} ${word(place * 3)} ${place} GmbH`,
      family: `Family ${place % 20}`,
      ...(place % 20 === 0 ? {} : { decidedOn: receivedOn, tookHours: place % 20 }),
      ...(place % 4 === 0 ? { state: 'rejected' as const } : {}),
      ...(place % 3 === 0 ? { meetingOn: receivedOn } : {}),
    };
  });
}

function opportunities(from: number): NewOpportunity[] {
  return Array.from({ length: Math.min(BATCH, OPPORTUNITIES - from) }, (_, step) => {
    const place = from + step;
    const partnered = place % 25 === 1;
    return {
      id: place.toString(36),
      name: `${word(place)}, ${place} units`,
      status: (['won', 'lost', 'open', 'won', 'lost'] as const)[place % 5] ?? 'open',
      openedOn: day(place),
      closeOn: day(place + 90),
      minor: (place * 31) % 10_000_000,
      currency: place % 5 === 4 ? 'USD' : 'EUR',
      family: `Family ${place % 20}`,
      region: ['North', 'South', 'East', 'West'][place % 4] ?? null,
      ...(partnered
        ? {
            origin: 'sourced' as const,
            partner: `p${place % PARTNERS}`,
            registration: Math.floor(place / 10).toString(36),
          }
        : {}),
    };
  });
}

/** Reads rows one by one and adds them up, as a program without an index would. */
function added(sql: string): number {
  let sum = 0;
  for (const row of reader.db.all<{ minor: number | null; words: string | null }>(sql)) {
    sum += (row.minor ?? 0) + (row.words?.includes('zzz') ? 1 : 0);
  }
  return sum;
}
const CLOSED = `SELECT o.value_minor AS minor, a.origin AS words FROM opportunities o NOT INDEXED
  LEFT JOIN attributions a ON a.opportunity_id = o.id WHERE o.status <> 'open' AND o.close_on >= '2026-07-01'`;
const ALL_CLOSED = CLOSED.replace('2026-07-01', '2024-01-01');
const NAMES = 'SELECT 0 AS minor, name AS words FROM opportunities';

async function measured(name: string, ask: () => unknown, sql: string): Promise<Figure[]> {
  const ours = await timed(TURNS, async () => ask());
  const bare = await timed(TURNS, async () => added(sql));
  return [0.5, 0.95].map((share) =>
    figure(`${name} p${share * 100}`, quantile(ours, share), 'ms', {
      'one pass over the table': quantile(bare, share),
    }),
  );
}

const ALL = ['registered', 'approved', 'won sourced', 'won direct', 'sourced revenue', 'direct revenue'] as const;
const wide = { from: '2024-01-01', until: '2026-12-31' } as never;
const rows = (of: object) => insightRows(reader.db, { of, filter: {}, limit: 200 } as never, now);
const { db } = reader;
summary(db, { filter: {} }, now);

report('insights', [
  ...(await measured('summary of a quarter', () => summary(db, { filter: {} }, now), CLOSED)),
  ...(await measured(
    'summary of one partner',
    () => summary(db, { filter: { partner: idOf('p1') as never } }, now),
    CLOSED,
  )),
  ...(await measured('summary of three years', () => summary(db, { filter: wide }, now), ALL_CLOSED)),
  ...(await measured('series of twelve months', () => series(db, { series: [...ALL], filter: {} }, now), CLOSED)),
  ...(await measured('rows of sourced revenue', () => rows({ metric: 'sourced revenue' }), CLOSED)),
  ...(await measured('rows of direct wins', () => rows({ metric: 'win rate direct' }), CLOSED)),
  ...(await measured('today', () => today(db, undefined, now), CLOSED)),
  ...(await measured('find, a word', () => find(db, { text: 'harr', limit: 12 }), NAMES)),
  ...(await measured('find, a word nothing has', () => find(db, { text: 'zzz', limit: 12 }), NAMES)),
]);
reader.close();
await workspace.close();
