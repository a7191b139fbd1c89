export { type AttributionChange, attributeOpportunities } from './attribute.ts';
export { getAttribution } from './get.ts';
export { decline, link } from './link.ts';
export { type LinkChange, linkOpportunities, removeLinks } from './link-opportunities.ts';
export { listOffers } from './offers.ts';
export { setAttribution } from './set.ts';
export { unsetAttribution } from './unset.ts';
