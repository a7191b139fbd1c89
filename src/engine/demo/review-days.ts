import { isoDay, type Office } from './office.ts';

const DAY_MS = 86_400_000;

const PROMISES = [
  {
    words: 'Decide every registration within 2 business days',
    side: 'vendor',
    owner: 'M. Okafor',
    measure: 'decided in time',
  },
  { words: 'Two more people certified in Vision', side: 'partner', owner: 'Sales lead', measure: 'certificates' },
  {
    words: 'A joint plan for five target accounts',
    side: 'partner',
    owner: 'Account executive',
    measure: 'plan agreed',
  },
] as const;

/** Holds the review of a quarter: the programme's, and those of the three partners that brought most. */
export async function reviewTheQuarter(office: Office, quarterEnd: number): Promise<void> {
  const { client, now } = office;
  const end = new Date(quarterEnd);
  const period = { from: isoDay(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() - 2, 1)), until: isoDay(quarterEnd) };
  const top = await client.partners.list({ sort: { by: 'wonValue', descending: true }, limit: 3 });
  const last = quarterEnd >= Date.UTC(2026, 5, 30);
  for (const partner of [null, ...top.items.map((item) => item.id)]) {
    const review = await client.reviews.create({ partner, ...period });
    for (const [index, promise] of PROMISES.entries()) {
      if (partner === null && promise.side === 'partner') continue;
      await client.reviews.commit({
        review: review.id,
        commitment: {
          ...promise,
          dueOn: isoDay(now.at + (75 + index * 20) * DAY_MS),
          // The service levels on the slides say that not every decision was in time.
          state: index === 0 ? 'late' : last ? 'open' : 'kept',
        },
      });
    }
  }
}
