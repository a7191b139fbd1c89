import type {
  MatchedAccount,
  OpportunityFacts,
  OtherRegistration,
  PartnerFacts,
  RegistrationFacts,
} from '../../src/engine/registrations/rules/facts.ts';
import { at, country, euro, on } from './sample-programme.ts';

/** A complete registration received on Monday 2026-06-01 at 10:00 in Berlin, and whatever a test changes. */
export function sampleRegistration(changes: Partial<RegistrationFacts> = {}): RegistrationFacts {
  return {
    id: 'r1',
    type: 'resale',
    customerName: 'Norvik Marine AS',
    domain: 'www.norvik.no',
    registrableDomain: 'norvik.no',
    country: 'Germany',
    countryCode: country('DE'),
    postcode: null,
    site: null,
    contact: { name: 'Ada Lund', title: 'Head of sales', email: 'ada@norvik.no' },
    family: 'CRM',
    value: euro(20_000),
    expectedClose: on('2026-09-30'),
    evidence: [{ kind: 'demo or proof of concept', date: on('2026-05-20'), note: 'Demo for the sales team in Kiel.' }],
    receivedAt: at('2026-06-01T10:00+02:00'),
    receivedOn: on('2026-06-01'),
    ...changes,
  };
}

export function samplePartner(changes: Partial<PartnerFacts> = {}): PartnerFacts {
  return {
    id: 'p1',
    name: 'Tellus IT',
    stage: 'enable',
    tier: 'Gold',
    territories: ['DACH'],
    families: ['CRM'],
    certificates: [{ person: 'Jo Falk', family: 'CRM', until: on('2026-12-31') }],
    openRegistrations: 3,
    ...changes,
  };
}

/** An open direct opportunity for the family, opened in March, without dated activity since. */
export function sampleOpportunity(changes: Partial<OpportunityFacts> = {}): OpportunityFacts {
  return {
    id: 'o1',
    key: 'OPP-1',
    name: 'Norvik CRM roll-out',
    family: 'CRM',
    status: 'open',
    stage: 'Proposal',
    openedOn: on('2026-01-10'),
    closeOn: on('2026-08-01'),
    lastActivityOn: on('2026-02-01'),
    partnerName: null,
    isOwn: false,
    lineage: null,
    ...changes,
  };
}

export function sampleAccount(
  opportunities: readonly OpportunityFacts[],
  changes: Partial<MatchedAccount> = {},
): MatchedAccount {
  return { id: 'a1', name: 'Norvik Marine', verdict: 'same', lineage: null, opportunities, ...changes };
}

/** Another partner's registration on the same customer and family, an hour before the sample one. */
export function otherRegistration(changes: Partial<OtherRegistration> = {}): OtherRegistration {
  return {
    id: 'r2',
    number: 'R-2026-0002',
    partnerId: 'p2',
    partnerName: 'Harrow Partners',
    state: 'submitted',
    verdict: 'same',
    family: 'CRM',
    site: null,
    receivedAt: at('2026-06-01T09:00+02:00'),
    protectedUntil: null,
    contentHash: 'b',
    ...changes,
  };
}
