import type { Origin, Role } from '../../../contract/attribution.ts';

/** What an origin says, in a line. */
export const ORIGIN_WORDS: Readonly<Record<Origin, { title: string; words: string }>> = {
  sourced: { title: 'Sourced', words: 'The partner brought it before we knew of it.' },
  influenced: { title: 'Influenced', words: 'We had it; a partner’s part in it counts.' },
  'co-sell': { title: 'Co-sell', words: 'Partner and vendor sell together.' },
  direct: { title: 'Direct', words: 'No partner has a part in it.' },
};

/** A role with what its partner does. */
export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  originator: 'originator: brought the deal',
  specifier: 'specifier: got us designed in',
  order: 'order: takes the order',
  site: 'site: serves the job site',
  technical: 'technical: demonstrates and proves',
  delivery: 'delivery: installs or implements',
  contract: 'contract: holds the paper',
  advisor: 'advisor: recommends us',
};
