import type { Origin, Role } from '../../contract/attribution.ts';
import type { ProgrammeBody, RegistrationType } from '../../contract/programme.ts';
import type { Currency, EpochMs, IsoDate, Minor } from '../../contract/units.ts';
import { type Edition, editionNumbered, editionOn } from '../programme/index.ts';
import { endOfDay } from '../programme/rules/calendar.ts';
import { rateOn } from '../programme/rules/money.ts';
import type { ReadDb } from '../store/db.ts';
import { sha256 } from '../store/ids.ts';
import { type EarningFacts, type Earnings, earningsOf } from './rules/earnings.ts';
import { type TierHistory, tierAt } from './tier-history.ts';

/** A won opportunity in which partners have a part. */
export interface WonRow {
  readonly opportunity: string;
  readonly minor: number;
  readonly currency: string;
  readonly wonOn: string;
  readonly origin: Origin;
  readonly registration: string | null;
  readonly type: RegistrationType;
  readonly edition: number | null;
  readonly receivedAt: number | null;
  readonly decidedAt: number | null;
  readonly expansion: number;
  readonly renewal: number | null;
  /** JSON `[partner, role, shareBp][]`. */
  readonly parts: string;
}

/** What does not change while a settle runs, read once. */
export interface Plans {
  edition(row: Pick<WonRow, 'edition' | 'wonOn'>): Edition;
  /** Dated facts, not rules: the newest edition knows the most of them. */
  readonly rates: ProgrammeBody['exchangeRates'];
  readonly tiers: TierHistory;
}

/** The editions by number and date, kept while one settle runs. */
export function plansOf(db: ReadDb, newest: Edition, tiers: TierHistory): Plans {
  const known = new Map<string, Edition>();
  const keep = (key: string, make: () => Edition): Edition => {
    const edition = known.get(key) ?? make();
    known.set(key, edition);
    return edition;
  };
  return {
    rates: newest.body.exchangeRates,
    tiers,
    edition: ({ edition, wonOn }) =>
      edition === null
        ? keep(wonOn, () => editionOn(db, wonOn as IsoDate))
        : keep(String(edition), () => editionNumbered(db, edition)),
  };
}

/** The facts a won opportunity accrues on, with what tells them from others. */
export interface Accruable {
  readonly facts: EarningFacts;
  readonly edition: Edition;
  /** The same facts accrue once. */
  readonly hash: string;
  /** There is no rate: what is earned stays in the deal's own currency. */
  readonly ownCurrency: boolean;
}

/** The facts of a won opportunity. */
export function accruableOf(row: WonRow, plans: Plans): Accruable {
  const edition = plans.edition(row);
  const { currency } = edition.body;
  const wonOn = row.wonOn as IsoDate;
  const on = tierInstant(row, edition);
  const ownCurrency = row.currency !== currency && rateOn(row.currency as Currency, wonOn, plans.rates) === null;
  const parts = (JSON.parse(row.parts) as [string, Role, number][]).map(([partner, role, shareBp]) => ({
    partner,
    role,
    shareBp,
    tier: tierAt(plans.tiers, partner, on),
  }));
  const facts: EarningFacts = {
    type: row.type,
    origin: row.origin,
    customer: row.expansion === 1 ? 'expansion' : 'new logo',
    renewal: row.renewal === 1,
    value: { minor: row.minor as Minor, currency: row.currency as Currency },
    discount: null,
    firstYear: null,
    collected: null,
    wonOn,
    parts,
  };
  return { facts, edition, ownCurrency, hash: factsHash(facts, edition.edition, ownCurrency) };
}

// A list in a fixed order is canonical by itself, and this is done for every won deal each time.
const factsHash = (
  { type, origin, customer, renewal, value, wonOn, parts }: EarningFacts,
  edition: number,
  ownCurrency: boolean,
) =>
  sha256(
    JSON.stringify([
      ...[type, origin, customer, value.minor, value.currency, wonOn, edition, ownCurrency],
      // Only where it is one: what accrued before renewals were known stands on the same facts.
      ...(renewal ? ['renewal'] : []),
      ...parts.flatMap(({ partner, role, shareBp, tier }) => [partner, role, shareBp, tier]),
    ]),
  );

/** When the tier is looked at. Without a registration there is neither receipt nor approval, and the win counts. */
function tierInstant(row: WonRow, { body, calendar }: Edition): EpochMs {
  const { tierDate } = body.incentives;
  const at = tierDate === 'won' ? null : tierDate === 'approval' ? (row.decidedAt ?? row.receivedAt) : row.receivedAt;
  return at === null ? endOfDay(row.wonOn as IsoDate, calendar) : (at as EpochMs);
}

/**
 * What the facts earn. Without a rate the plan is applied in the deal's own currency; its minimum and maximum payouts are in the programme's and are left out.
 */
export function earned({ facts, edition, ownCurrency }: Accruable, rates: Plans['rates']): Earnings {
  const { body } = edition;
  if (!ownCurrency) return earningsOf(facts, { ...body, exchangeRates: rates });
  const rules = body.incentives.rules.map((rule) => ({ ...rule, minimumPayout: null, maximumPayout: null }));
  const plan = {
    ...body,
    currency: facts.value.currency,
    exchangeRates: [],
    incentives: { ...body.incentives, rules },
  };
  return earningsOf(facts, plan);
}
