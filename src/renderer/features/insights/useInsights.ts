import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { z } from 'zod';
import { InsightFilter } from '../../../contract/insights.ts';
import { orpc } from '../../client/client.ts';
import { useUrlState } from '../../client/useUrlState.ts';
import { useFormat } from '../../format/useFormat.tsx';

const Filters = z.object({
  quarter: z.string().optional(),
  from: z.string().optional(),
  until: z.string().optional(),
  partner: z.string().optional(),
  family: z.string().optional(),
  region: z.string().optional(),
});

/** First and last day of a calendar quarter such as `2026-Q3`. */
export function quarterDates(quarter: string): { from: string; until: string } {
  const [year = '2026', number = 'Q1'] = quarter.split('-');
  const first = (Number(number.slice(1)) - 1) * 3;
  const day = (month: number, date: number) => new Date(Date.UTC(Number(year), month, date)).toISOString().slice(0, 10);
  return { from: day(first, 1), until: day(first + 3, 0) };
}

const EARLIEST = '1970-01-01';

/** The twelve months a chart shows, ending with the period; none before the first day that may be asked for. */
function yearUntil(until: string): { from: string; until: string } {
  const end = new Date(`${until}T00:00:00Z`);
  const from = new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() - 11, 1)).toISOString().slice(0, 10);
  return { from: from < EARLIEST ? EARLIEST : from, until };
}

/** The figures of the period and filters in the URL, and the year around them by month. */
export function useInsights() {
  const { locale } = useFormat();
  const [filters, setFilters] = useUrlState(Filters);
  const { from, until, partner, family, region } = filters;
  const filter = useMemo(() => {
    const parsed = InsightFilter.safeParse(
      Object.fromEntries(
        Object.entries({ from, until, partner, family, region }).filter(([, value]) => value !== undefined),
      ),
    );
    return parsed.success ? parsed.data : {};
  }, [from, until, partner, family, region]);
  const summary = useQuery(
    orpc.insights.summary.queryOptions({ input: { filter, locale }, placeholderData: keepPreviousData }),
  );
  const end = summary.data?.period.until;
  const series = useQuery(
    orpc.insights.series.queryOptions({
      input: {
        series: ['registered', 'approved', 'won sourced', 'won direct', 'sourced revenue', 'direct revenue'],
        filter: InsightFilter.parse({ ...filter, ...(end === undefined ? {} : yearUntil(end)) }),
      },
      enabled: end !== undefined,
      placeholderData: keepPreviousData,
    }),
  );
  return { summary, series, filter, filters, setFilters };
}
