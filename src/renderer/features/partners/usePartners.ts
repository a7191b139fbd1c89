import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { PartnerStage } from '../../../contract/partners.ts';
import { CountryCode } from '../../../contract/units.ts';
import { orpc } from '../../client/client.ts';
import { byCursor, pageAt, usePages } from '../../client/usePages.ts';
import { useUrlState } from '../../client/useUrlState.ts';

export const SORTS = ['name', 'tier', 'registered', 'approved', 'won', 'wonValue', 'lastRegisteredOn'] as const;
export type PartnerSort = (typeof SORTS)[number];

const Filters = z.object({
  view: z.enum(['board', 'table']).optional(),
  text: z.string().optional(),
  tier: z.string().optional(),
  country: z.string().optional(),
  stage: PartnerStage.optional(),
  by: z.enum(SORTS).optional(),
  up: z.coerce.boolean().optional(),
  at: z.string().optional(),
});

/** What of the partners is looked at, from the URL. */
export function usePartnerFilters() {
  const [filters, setFilters] = useUrlState(Filters);
  const country = CountryCode.safeParse(filters.country);
  const filter = {
    ...(filters.text === undefined ? {} : { text: filters.text }),
    ...(filters.tier === undefined ? {} : { tier: filters.tier }),
    ...(country.success ? { country: country.data } : {}),
  };
  return { filters, setFilters, filter };
}

export type PartnerFilter = ReturnType<typeof usePartnerFilters>['filter'];

/** The partners of a stage, or of all, sorted by the engine. */
export function usePartnerPages(
  filter: PartnerFilter & { stage?: PartnerStage },
  sort: { by: PartnerSort; descending: boolean },
) {
  return usePages(
    orpc.partners.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ filter, sort, ...pageAt(cursor) }),
      ...byCursor,
    }),
  );
}

/** Tiers of the programme and countries of the partners, to choose from. */
export function usePartnerChoices(): { tiers: string[]; countries: string[] } {
  const programme = useQuery(orpc.programme.get.queryOptions({ input: {} }));
  const partners = useQuery(orpc.partners.list.queryOptions({ input: { limit: 1_000 } }));
  const countries = (partners.data?.items ?? []).flatMap(({ country }) => country ?? []);
  return {
    tiers: (programme.data?.current.body.tiers ?? []).map(({ name }) => name),
    countries: [...new Set<string>(countries)].sort(),
  };
}
