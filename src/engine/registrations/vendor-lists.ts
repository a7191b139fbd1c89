import type { Customer, Verdict } from '../../contract/matching.ts';
import type { ProgrammeBody } from '../../contract/programme.ts';
import { findCandidates, matchKeys, type StoredRecord } from '../matching/index.ts';
import type { NetNewFacts } from './rules/net-new.ts';

type Lookup = (keys: readonly string[]) => StoredRecord[];

interface Lists {
  readonly namedAccounts: Lookup;
  readonly tenders: Lookup;
}

// An edition's lists are looked up for every registration it judges; its body never changes.
const known = new WeakMap<ProgrammeBody['netNew'], Lists>();

/** The named accounts and the published tenders of an edition that may be of this customer. */
export function onVendorLists(
  rules: ProgrammeBody['netNew'],
  customer: Customer,
): Pick<NetNewFacts, 'namedAccounts' | 'tenders'> {
  if (rules.namedAccounts.length === 0 && rules.publishedTenders.length === 0)
    return { namedAccounts: [], tenders: [] };
  let lists = known.get(rules);
  if (lists === undefined) {
    lists = {
      namedAccounts: lookupOf(rules.namedAccounts),
      tenders: lookupOf(rules.publishedTenders.map((tender) => tender.customer)),
    };
    known.set(rules, lists);
  }
  return {
    namedAccounts: matches(lists.namedAccounts, customer).map(({ name, verdict }) => ({ name, verdict })),
    tenders: matches(lists.tenders, customer).flatMap(({ place, verdict }) => {
      const tender = rules.publishedTenders[place];
      return tender === undefined ? [] : [{ ...tender, verdict }];
    }),
  };
}

function lookupOf(names: readonly string[]): Lookup {
  const records = names.map((name, place): StoredRecord => ({ id: String(place), name }));
  const byKey = new Map<string, StoredRecord[]>();
  for (const record of records) {
    for (const { key } of matchKeys(record)) byKey.set(key, [...(byKey.get(key) ?? []), record]);
  }
  return (keys) => [...new Set(keys.flatMap((key) => byKey.get(key) ?? []))];
}

function matches(
  lookup: Lookup,
  customer: Customer,
): { name: string; place: number; verdict: Exclude<Verdict, 'different'> }[] {
  return findCandidates(lookup, customer).candidates.flatMap(({ id, name, verdict }) =>
    verdict === 'different' ? [] : [{ name, place: Number(id), verdict }],
  );
}
