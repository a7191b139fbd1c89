export { getPartner } from './get-partner.ts';
export { listPartners } from './list-partners.ts';
export { type NamedPartner, partnerNamed, partnerNameKey } from './partner-named.ts';
export { talliesOf } from './standing.ts';
