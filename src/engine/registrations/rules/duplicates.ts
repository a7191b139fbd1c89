import type { Finding } from '../../../contract/registrations.ts';
import type { OtherRegistration, RegistrationFacts } from './facts.ts';
import { finding, ofOther, type RuleName } from './finding.ts';
import { isLive, sameClaim } from './net-new.ts';

/** What the duplicate checks judge. */
export interface DuplicateFacts {
  readonly registration: RegistrationFacts;
  readonly partnerId: string;
  readonly contentHash: string;
  /** Registrations of all partners on customers that may be the same; this one is not among them. */
  readonly others: readonly OtherRegistration[];
}

const named = (rule: string, title: string): RuleName => ({ rule, group: 'duplicates', title });

/** DU1 and CC1, in this order. */
export function duplicateChecks(facts: DuplicateFacts): Finding[] {
  return [notTheSameAgain(facts), noCompetingClaim(facts)];
}

/** DU1: the partner has not registered the same customer, family and site already; a duplicate never moves its first one in the queue. */
export function notTheSameAgain({ registration, partnerId, contentHash, others }: DuplicateFacts): Finding {
  const name = named('DU1', 'Not a duplicate');
  const own = others.filter((other) => other.partnerId === partnerId && isLive(other, registration.receivedOn));
  const copy = own.find((other) => other.contentHash === contentHash);
  if (copy)
    return finding(name, 'fail', `${copy.number} has exactly the same content.`, [
      ofOther(copy, 'content', contentHash),
    ]);
  const again = own
    .map((other) => ({ other, claim: sameClaim(other, registration) }))
    .filter(({ claim }) => claim !== null);
  const evidence = again.map(({ other }) => ofOther(other, 'state', other.state));
  const sure = again.find(({ claim }) => claim === 'sure');
  if (sure)
    return finding(
      name,
      'fail',
      `${sure.other.number} of the same partner claims the same customer, family and site.`,
      evidence,
    );
  const [first] = again;
  if (first)
    return finding(name, 'cannot tell', `${first.other.number} of the same partner may be the same claim.`, evidence);
  return finding(name, 'pass', 'The partner has no other live registration here.');
}

/** CC1: no other partner claims the same customer, family and site, be it before or after; a competing claim asks for a case. */
export function noCompetingClaim(facts: DuplicateFacts): Finding {
  const name = named('CC1', 'No competing claim');
  const claims = competingClaims(facts);
  const evidence = claims.map(({ other }) => ofOther(other, 'received', other.state));
  const sure = claims.find(({ claim }) => claim === 'sure');
  if (sure) return finding(name, 'fail', `${sure.other.number} claims the same customer, family and site.`, evidence);
  const [first] = claims;
  if (first)
    return finding(name, 'cannot tell', `${first.other.number} may claim the same customer and family.`, evidence);
  return finding(name, 'pass', 'Nobody else claims this.');
}

/** The other partners' live claims on the same customer, family and site, the first received first. */
export function competingClaims({
  registration,
  partnerId,
  others,
}: DuplicateFacts): { other: OtherRegistration; claim: 'sure' | 'perhaps' }[] {
  return others
    .filter((other) => other.partnerId !== partnerId && isLive(other, registration.receivedOn))
    .flatMap((other) => {
      const claim = sameClaim(other, registration);
      return claim === null ? [] : [{ other, claim }];
    })
    .sort((a, b) => a.other.receivedAt - b.other.receivedAt || (a.other.number < b.other.number ? -1 : 1));
}
