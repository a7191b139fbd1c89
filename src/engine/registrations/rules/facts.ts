import type { Lineage } from '../../../contract/accounts.ts';
import type { Verdict } from '../../../contract/matching.ts';
import type { RegistrationType } from '../../../contract/programme.ts';
import type { Evidence, RegistrationState } from '../../../contract/registrations.ts';
import type { CountryCode, EpochMs, IsoDate, Money } from '../../../contract/units.ts';

/** A registration as the rules see it: names resolved, nothing looked up any more. */
export interface RegistrationFacts {
  readonly id: string | null;
  readonly type: RegistrationType;
  readonly customerName: string;
  /** As written. */
  readonly domain: string | null;
  /** The registrable domain; `null` for none, for text that is no domain, and for hosts of private mailboxes. */
  readonly registrableDomain: string | null;
  /** As written. */
  readonly country: string | null;
  readonly countryCode: CountryCode | null;
  readonly postcode: string | null;
  readonly site: string | null;
  readonly contact: { readonly name: string | null; readonly title: string | null; readonly email: string | null };
  /** The family, resolved to its name where it is known; as written otherwise. */
  readonly family: string | null;
  readonly value: Money | null;
  readonly expectedClose: IsoDate | null;
  readonly evidence: readonly Evidence[];
  readonly receivedAt: EpochMs;
  /** The day of receipt in the programme's time zone. */
  readonly receivedOn: IsoDate;
}

/** The partner as the criteria see it. */
export interface PartnerFacts {
  readonly id: string;
  readonly name: string;
  readonly stage: string;
  readonly tier: string | null;
  /** Names of territories of the programme, or country codes; empty: anywhere. */
  readonly territories: readonly string[];
  /** Empty: all families. */
  readonly families: readonly string[];
  /** One entry for each certificate of each person. */
  readonly certificates: readonly {
    readonly person: string;
    readonly family: string;
    readonly until: IsoDate | null;
  }[];
  /** Its other registrations that are submitted, returned, in a case, or approved and not closed. */
  readonly openRegistrations: number;
}

/** An opportunity of the vendor's CRM as the net-new tests see it. */
export interface OpportunityFacts {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly family: string | null;
  readonly status: 'open' | 'won' | 'lost';
  readonly stage: string;
  readonly openedOn: IsoDate | null;
  /** Expected while open, actual once closed. */
  readonly closeOn: IsoDate | null;
  readonly lastActivityOn: IsoDate | null;
  /** The partner the CRM names, as written; `null` makes it direct. */
  readonly partnerName: string | null;
  /** Whether it is linked to the very registration that is tested, and so says nothing against it. */
  readonly isOwn: boolean;
  readonly lineage: Lineage | null;
}

/** An account that may be the customer, with all its opportunities. */
export interface MatchedAccount {
  readonly id: string;
  readonly name: string;
  readonly verdict: Exclude<Verdict, 'different'>;
  readonly lineage: Lineage | null;
  readonly opportunities: readonly OpportunityFacts[];
}

/** What the newest extract of opportunities can show. */
export interface ExtractFacts {
  readonly asOf: IsoDate;
  /** Known not to hold all accounts or opportunities: a report of one region, a filtered list. */
  readonly partial: boolean;
  /** The first day it covers; `null` for all of history. */
  readonly coveredFrom: IsoDate | null;
  /** Whether it has dates of activities at all. */
  readonly hasActivityDates: boolean;
}

/** Another registration that may claim the same customer. */
export interface OtherRegistration {
  readonly id: string;
  readonly number: string;
  readonly partnerId: string;
  readonly partnerName: string;
  readonly state: RegistrationState;
  /** How its customer compares with the one tested. */
  readonly verdict: Exclude<Verdict, 'different'>;
  readonly family: string | null;
  readonly site: string | null;
  readonly receivedAt: EpochMs;
  /** The last day of its running protection; `null` where none runs. */
  readonly protectedUntil: IsoDate | null;
  readonly contentHash: string;
}
