import type { Attribution } from '../../../contract/attribution.ts';
import { client } from '../../client/client.ts';

/** Brings the credit of an opportunity back to what it was: by the rules, or as it had been set by hand. */
export function putBack(before: Attribution, revision: number) {
  const { opportunity, origin, roles, because, byHand } = before;
  if (!byHand) return client.attribution.unset({ opportunity: opportunity.id, revision });
  return client.attribution.set({
    opportunity: opportunity.id,
    origin,
    roles: roles.map(({ partner, role, shareBp }) => ({ partner, role, shareBp })),
    reason: because,
    revision,
  });
}
