export { getPartner } from './get-partner.ts';
export { listPartners } from './list-partners.ts';
export { type NamedPartner, type PartnerNaming, partnerNamed, partnerNameKey } from './partner-named.ts';
export { partnersById } from './rows.ts';
export { type Standing, standingsOf, talliesOf } from './standing.ts';
