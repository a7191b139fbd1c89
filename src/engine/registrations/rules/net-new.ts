import type { Verdict } from '../../../contract/matching.ts';
import type { ProgrammeBody } from '../../../contract/programme.ts';
import type { Finding, FindingEvidence, FindingResult } from '../../../contract/registrations.ts';
import type { IsoDate } from '../../../contract/units.ts';
import { addDays, addMonths, daysBetween } from '../../programme/rules/dates.ts';
import type { ExtractFacts, MatchedAccount, OpportunityFacts, OtherRegistration, RegistrationFacts } from './facts.ts';
import { finding, fold, ofAccount, ofOpportunity, ofOther, ofProgramme, type RuleName, sitesMeet } from './finding.ts';

/** What the net-new tests judge. Net-new is judged as of the receipt: what the vendor did afterwards says nothing against the partner. */
export interface NetNewFacts {
  readonly registration: RegistrationFacts;
  readonly partnerId: string;
  /** Accounts whose verdict is not `different`. */
  readonly accounts: readonly MatchedAccount[];
  /** Of the customer as written (`Found.informativeFields`); under two, finding nothing proves nothing. */
  readonly informativeFields: number;
  /** `null` where no extract of opportunities was imported yet. */
  readonly extract: ExtractFacts | null;
  /** The day of the check. */
  readonly checkedOn: IsoDate;
  /** Registrations of all partners on customers that may be the same; this one is not among them. */
  readonly others: readonly OtherRegistration[];
  /** Named accounts of the programme that may be this customer. */
  readonly namedAccounts: readonly { readonly name: string; readonly verdict: Exclude<Verdict, 'different'> }[];
  /** Published tenders whose customer may be this one. */
  readonly tenders: readonly {
    readonly customer: string;
    readonly on: IsoDate;
    readonly source: string;
    readonly verdict: Exclude<Verdict, 'different'>;
  }[];
  readonly rules: ProgrammeBody['netNew'];
}

const named = (rule: string, title: string): RuleName => ({ rule, group: 'net-new', title });

/** All net-new tests in order, NN1 to NN6. Source: product.md, Net-new tests. */
export function netNewTests(facts: NetNewFacts): Finding[] {
  return [
    noOpenDirectOpportunity(facts),
    noRecentWin(facts),
    accountWasQuiet(facts),
    noLiveRegistration(facts),
    notNamedAccount(facts),
    noPublishedTender(facts),
  ];
}

/** Which rate and protection a registration goes by: a win of the family on the account makes it an expansion. */
export function routeOf(findings: readonly Finding[]): 'new' | 'expansion' {
  return findings.some((one) => one.rule === 'NN2' && one.result === 'fail') ? 'expansion' : 'new';
}

/**
 * Whether an extract is too old to prove that something is absent.
 *
 * One that reaches the day of receipt is never stale for that registration, because net-new is judged as of the receipt.
 */
export function isStale(asOf: IsoDate, receivedOn: IsoDate, checkedOn: IsoDate, staleAfterDays: number): boolean {
  return asOf < receivedOn && daysBetween(asOf, checkedOn) > staleAfterDays;
}

/** Why finding nothing in the extract does not prove that there is nothing; `null` where it does. */
function silenceProvesNothing({
  extract,
  registration,
  checkedOn,
  accounts,
  informativeFields,
  rules,
}: NetNewFacts): string | null {
  if (extract === null) return 'No CRM extract was imported yet.';
  if (isStale(extract.asOf, registration.receivedOn, checkedOn, rules.staleAfterDays)) {
    return `The extract of ${extract.asOf} is ${daysBetween(extract.asOf, checkedOn)} days old; the limit is ${rules.staleAfterDays}.`;
  }
  if (extract.partial) return `The extract of ${extract.asOf} holds only a part of the pipeline.`;
  if (accounts.length === 0 && informativeFields < 2)
    return 'The name alone does not tell customers apart: ask for the domain or the postcode.';
  return null;
}

/** One thing that speaks against the registration, and how sure it is that it is about this customer and family. */
interface Objection {
  readonly sure: boolean;
  readonly words: string;
  readonly evidence: FindingEvidence;
}

function judge(
  name: RuleName,
  facts: NetNewFacts,
  objections: readonly Objection[],
  passes: string,
  doubt: string | null = null,
): Finding {
  const asOf = facts.extract?.asOf ?? null;
  const sure = objections.filter((one) => one.sure);
  if (sure[0])
    return finding(
      name,
      'fail',
      sure[0].words,
      sure.map((one) => one.evidence),
      asOf,
    );
  const [first] = objections;
  if (first)
    return finding(
      name,
      'cannot tell',
      first.words,
      objections.map((one) => one.evidence),
      asOf,
    );
  const silence = silenceProvesNothing(facts) ?? doubt;
  const searched = facts.accounts.map((account) => ofAccount(account, 'match', account.verdict));
  return silence === null
    ? finding(name, 'pass', passes, searched, asOf)
    : finding(name, 'cannot tell', silence, searched, asOf);
}

function eachOpportunity(facts: NetNewFacts): { account: MatchedAccount; opportunity: OpportunityFacts }[] {
  return facts.accounts.flatMap((account) =>
    account.opportunities.filter((opportunity) => !opportunity.isOwn).map((opportunity) => ({ account, opportunity })),
  );
}

/** Same family for sure, perhaps (one of the two is not known), or another. */
function familyMeets(opportunity: OpportunityFacts, registration: RegistrationFacts): 'yes' | 'perhaps' | 'no' {
  const [x, y] = [fold(opportunity.family), fold(registration.family)];
  if (x === null || y === null) return 'perhaps';
  return x === y ? 'yes' : 'no';
}

const whose = (account: MatchedAccount) =>
  account.verdict === 'same'
    ? account.name
    : `${account.name}, ${account.verdict === 'related' ? 'a related customer' : 'possibly the same customer'},`;

/**
 * NN1: the vendor had no open direct opportunity for this family on the account when the registration was received.
 *
 * Opened by the day of receipt and not closed before it; one that names a partner is not direct. An opportunity without a
 * product or without an opening date, or on an account that is only possibly the customer, leaves it open.
 */
export function noOpenDirectOpportunity(facts: NetNewFacts): Finding {
  const { registration, extract } = facts;
  const objections = eachOpportunity(facts).flatMap(({ account, opportunity }): Objection[] => {
    const family = familyMeets(opportunity, registration);
    const isOver =
      opportunity.status !== 'open' && (opportunity.closeOn === null || opportunity.closeOn < registration.receivedOn);
    const cameLater = opportunity.openedOn !== null && opportunity.openedOn > registration.receivedOn;
    if (family === 'no' || isOver || cameLater || opportunity.partnerName !== null) return [];
    const wasThere = opportunity.openedOn !== null || (extract !== null && extract.asOf <= registration.receivedOn);
    const since = opportunity.openedOn === null ? 'its opening is not dated' : `open since ${opportunity.openedOn}`;
    const product = family === 'perhaps' ? ', for a product that is not known' : '';
    return [
      {
        sure: account.verdict === 'same' && family === 'yes' && wasThere,
        words: `${whose(account)} has the direct opportunity “${opportunity.name}” (${opportunity.stage}), ${since}${product}.`,
        evidence: ofOpportunity(
          opportunity,
          account,
          'stage',
          `${opportunity.stage}, opened ${opportunity.openedOn ?? 'at a date not given'}`,
        ),
      },
    ];
  });
  return judge(
    named('NN1', 'No open direct opportunity'),
    facts,
    objections,
    'No open direct opportunity on this customer and family.',
  );
}

/**
 * NN2: no win of the same family on the account within the programme's months (12) before the receipt; else it goes the
 * expansion route. The first day of the window counts.
 */
export function noRecentWin(facts: NetNewFacts): Finding {
  const { registration, extract, rules } = facts;
  const windowFrom = addMonths(registration.receivedOn, -rules.winWindowMonths);
  const objections = eachOpportunity(facts).flatMap(({ account, opportunity }): Objection[] => {
    const family = familyMeets(opportunity, registration);
    if (opportunity.status !== 'won' || family === 'no') return [];
    if (
      opportunity.closeOn !== null &&
      (opportunity.closeOn < windowFrom || opportunity.closeOn > registration.receivedOn)
    )
      return [];
    const when = opportunity.closeOn === null ? 'at a date not given' : `on ${opportunity.closeOn}`;
    return [
      {
        sure: account.verdict === 'same' && family === 'yes' && opportunity.closeOn !== null,
        words: `${whose(account)} bought with “${opportunity.name}” ${when}: the expansion route.`,
        evidence: ofOpportunity(opportunity, account, 'won', opportunity.closeOn),
      },
    ];
  });
  const doubt = coverageDoubt(extract, windowFrom);
  return judge(named('NN2', 'No recent win'), facts, objections, `No win of the family since ${windowFrom}.`, doubt);
}

function coverageDoubt(extract: ExtractFacts | null, windowFrom: IsoDate): string | null {
  if (extract === null || extract.coveredFrom === null || extract.coveredFrom <= windowFrom) return null;
  return `The extract covers ${extract.coveredFrom} onwards, the window starts on ${windowFrom}.`;
}

/**
 * NN3: the vendor was not active on the account during the window (90 days before the receipt).
 *
 * An opportunity opened, closed or worked on settles it; silence counts only where the extract covers the whole window and has dates of
 * activities. Only the latest activity is in an extract, so one after the receipt hides those before it.
 */
export function accountWasQuiet(facts: NetNewFacts): Finding {
  const { registration, extract, rules } = facts;
  const until = registration.receivedOn;
  const windowFrom = addDays(until, -rules.activityWindowDays);
  const objections = eachOpportunity(facts).flatMap(({ account, opportunity }): Objection[] => {
    const { openedOn, closeOn, lastActivityOn, status } = opportunity;
    const events: readonly (readonly [string, IsoDate | null])[] = [
      ['activity', lastActivityOn],
      ['opened', openedOn],
      ['closed', status === 'open' ? null : closeOn],
    ];
    const recent = events.find(([, on]) => on !== null && on >= windowFrom && on <= until);
    if (recent) {
      const [what, on] = recent;
      const words = `${whose(account)} saw us active on ${on} (${what}, “${opportunity.name}”).`;
      return [{ sure: account.verdict === 'same', words, evidence: ofOpportunity(opportunity, account, what, on) }];
    }
    const hides = lastActivityOn !== null && lastActivityOn > until && openedOn !== null && openedOn <= until;
    if (!hides) return [];
    const words = `The last activity on “${opportunity.name}” is after the receipt; earlier ones are not in the extract.`;
    return [{ sure: false, words, evidence: ofOpportunity(opportunity, account, 'activity', lastActivityOn) }];
  });
  const blind =
    extract !== null && !extract.hasActivityDates && eachOpportunity(facts).length > 0
      ? `The extract of ${extract.asOf} has no dates of activities.`
      : null;
  return judge(
    named('NN3', 'Account was quiet'),
    facts,
    objections,
    `No activity of ours since ${windowFrom}.`,
    coverageDoubt(extract, windowFrom) ?? blind,
  );
}

const LIVE = new Set(['submitted', 'returned', 'in case']);

/** Whether a registration stands in the way of later ones: waiting for its decision, or approved and protected on that day. */
export function isLive(other: OtherRegistration, on: IsoDate): boolean {
  return (
    LIVE.has(other.state) || (other.state === 'approved' && other.protectedUntil !== null && other.protectedUntil >= on)
  );
}

/** How surely another registration claims the same customer, family and site: `null` where it does not. */
export function sameClaim(other: OtherRegistration, registration: RegistrationFacts): 'sure' | 'perhaps' | null {
  const [x, y] = [fold(other.family), fold(registration.family)];
  if ((x !== null && y !== null && x !== y) || !sitesMeet(other.site, registration.site)) return null;
  return other.verdict === 'same' && x !== null && y !== null ? 'sure' : 'perhaps';
}

/**
 * NN4: no other partner's live registration on the account, family and site was there before this one.
 *
 * Before by received time, never the partner's clock; at the very same millisecond neither was. A protected one stands in the way whenever it came.
 */
export function noLiveRegistration(facts: NetNewFacts): Finding {
  const { registration, others, partnerId } = facts;
  const name = named('NN4', 'No live registration');
  const claims = others
    .filter((other) => other.partnerId !== partnerId && isLive(other, registration.receivedOn))
    .filter((other) => other.state === 'approved' || other.receivedAt < registration.receivedAt)
    .map((other) => ({ other, claim: sameClaim(other, registration) }))
    .filter(({ claim }) => claim !== null)
    .sort((a, b) => a.other.receivedAt - b.other.receivedAt || (a.other.number < b.other.number ? -1 : 1));
  const evidence = claims.map(({ other }) =>
    ofOther(other, other.protectedUntil === null ? 'state' : 'protected until', other.protectedUntil ?? other.state),
  );
  const sure = claims.find(({ claim }) => claim === 'sure');
  const [first] = claims;
  if (sure)
    return finding(
      name,
      'fail',
      `${sure.other.number} ${sure.other.protectedUntil ? `is protected until ${sure.other.protectedUntil}` : 'came first and is not decided yet'}.`,
      evidence,
    );
  if (first)
    return finding(name, 'cannot tell', `${first.other.number} may claim the same customer and family.`, evidence);
  return finding(name, 'pass', 'No other partner has a live registration here.');
}

/** NN5: the customer is not one of the accounts the vendor keeps for itself by name. */
export function notNamedAccount({ namedAccounts }: NetNewFacts): Finding {
  const name = named('NN5', 'Not a named account');
  const sure = namedAccounts.find((one) => one.verdict === 'same');
  const evidence = namedAccounts.map((one) => ofProgramme('named account', one.name));
  const result: FindingResult = sure ? 'fail' : namedAccounts.length > 0 ? 'cannot tell' : 'pass';
  const words = sure
    ? `${sure.name} is a named account.`
    : result === 'pass'
      ? 'Not on the list of named accounts.'
      : `It may be the named account ${namedAccounts[0]?.name}.`;
  return finding(name, result, words, evidence);
}

/** NN6: no tender of the customer was published by the day of receipt. */
export function noPublishedTender({ tenders, registration }: NetNewFacts): Finding {
  const name = named('NN6', 'No published tender');
  const published = tenders.filter((tender) => tender.on <= registration.receivedOn);
  const evidence = published.map((tender) =>
    ofProgramme('published tender', `${tender.customer}, ${tender.on}, ${tender.source}`),
  );
  const sure = published.find((tender) => tender.verdict === 'same');
  if (sure)
    return finding(name, 'fail', `${sure.customer} published a tender on ${sure.on} (${sure.source}).`, evidence);
  const [first] = published;
  if (first) return finding(name, 'cannot tell', `The tender of ${first.customer} may be of this customer.`, evidence);
  return finding(name, 'pass', 'No published tender is known.');
}
