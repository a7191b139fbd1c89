import type { JobFiles } from './main-job-files.ts';

/** Customers that no extract knows: a new one, one that two partners claim, and one of whom too little is said. */
export const NEW = 'Quernstone Lifts';
export const RIVAL = 'Tarnbeck Foundry';
export const INCOMPLETE = 'Larkfield Mills';

/** What three partners sent on one morning. */
export function jobRegistrations({ partnerNames, rare, known, misspelt }: JobFiles): Record<string, string>[] {
  const [ours = '', second = '', third = ''] = partnerNames;
  const full = (at: number, partner: string, customer: string, site: string, family: string, value: number) => ({
    ...{ Partner: partner, Customer: customer, Website: site, Country: 'United States' },
    ...{ 'Contact Name': 'Ada Marsh', 'Contact Title': 'Head of Operations', 'Contact Email': `ada.marsh@${site}` },
    ...{ 'Product Family': family, 'Estimated Value': String(value), Currency: 'USD', 'Expected Close': '2017-11-30' },
    ...{ 'Evidence Kind': 'demo or proof of concept', 'Evidence Date': `2017-06-${20 + at}` },
    'Evidence Note': 'Showed the line to the plant manager, who wants two of it this year.',
    'Received At': `2017-07-03T08:0${at}:00-04:00`,
  });
  const empty = { Website: '', 'Contact Name': '', 'Contact Title': '', 'Contact Email': '', 'Expected Close': '' };
  const noEvidence = { 'Evidence Kind': '', 'Evidence Date': '', 'Evidence Note': '' };
  const { family } = known;
  return [
    { ...full(0, ours, rare.customer, 'rare-deal.example', rare.family, rare.estimate), Country: rare.country },
    full(1, second, NEW, 'quernstone-lifts.example', family, 18_000),
    { ...full(2, third, known.name, 'known-one.example', family, 9_000), Country: known.country },
    { ...full(3, third, misspelt.written, '', misspelt.family, 9_000), Country: misspelt.country },
    full(4, second, RIVAL, 'tarnbeck.example', family, 30_000),
    full(5, ours, `${RIVAL} Inc.`, 'tarnbeck.example', family, 28_000),
    { ...full(6, ours, INCOMPLETE, 'larkfield.example', family, 7_000), ...empty, ...noEvidence },
    full(7, 'Nobody We Know Ltd', 'Larch Hill Dairy', 'larch-hill.example', family, 7_000),
  ];
}
