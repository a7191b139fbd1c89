import type { Candidate } from '../../contract/matching.ts';
import type { Currency, IsoDate, Minor, Money } from '../../contract/units.ts';
import type { WriteTx } from '../journal/index.ts';
import type { Edition } from '../programme/index.ts';
import { inProgrammeCurrency } from '../programme/rules/money.ts';
import type { ReadDb } from '../store/db.ts';
import { type LinkOpportunity, type LinkRegistration, type RankedLink, rankLinks } from './rules/link-score.ts';
import { saveLink } from './save-link.ts';
import { PAIRS } from './sql.ts';

/** What became of a link, and what it follows from. */
export interface LinkChange {
  readonly registration: string;
  readonly opportunity: string;
  readonly became: 'offered' | 'linked' | 'removed';
  readonly because: string;
}

/**
 * Makes and offers the links that the facts ask for: rulings that give a partner a part in a direct opportunity are linked to it, and approved
 * registrations are offered the opportunities LK1 finds. What a person said stays.
 *
 * @param edition in force now: its rates make values comparable
 */
export function linkOpportunities(tx: WriteTx, edition: Edition): LinkChange[] {
  return [...linkByRuling(tx), ...offerAndLink(tx, edition)];
}

interface GoneRow {
  registration: string;
  opportunity: string;
  because: string;
}

/** What a link that follows from a ruling says, in SQL, of case `c` and ruling `u`. */
const RULED_WORDS = "'The ruling on ' || c.number || ' was ' || u.outcome || '.'";

/**
 * Removes links and offers that rest on facts which are gone: the opportunity is in no extract any more or on another customer, the registration holds
 * nothing any more, the ruling was changed. A link made by a person stays, unless its registration was rejected or withdrawn.
 */
export function removeLinks(tx: WriteTx): LinkChange[] {
  const gone = tx.all<GoneRow>(
    `WITH judged AS (
       SELECT l.registration_id AS registration, l.opportunity_id AS opportunity, r.number,
         CASE
           WHEN r.state IN ('rejected', 'withdrawn') AND l.state <> 'declined' THEN 'the registration is ' || r.state
           WHEN l.by_hand = 1 THEN NULL
           WHEN o.id IS NULL THEN 'the opportunity is in no extract'
           WHEN l.state = 'offered' AND r.state <> 'approved' THEN 'the registration is ' || r.state
           WHEN l.words LIKE '["The ruling on %' THEN CASE WHEN EXISTS (
             SELECT 1 FROM rulings u JOIN cases c ON c.id = u.case_id
             WHERE json_array(${RULED_WORDS}) = l.words AND u.ord = (SELECT max(x.ord) FROM rulings x WHERE x.case_id = c.id)
           ) THEN NULL ELSE 'the ruling was changed' END
           WHEN o.account_id IS NOT r.account_id AND NOT EXISTS (
             SELECT 1 FROM json_each(r.candidates) c
             WHERE c.value ->> 'account' = o.account_id AND c.value ->> 'verdict' <> 'different'
           ) THEN 'the opportunity is on another customer'
         END AS because
       FROM links l JOIN registrations r ON r.id = l.registration_id LEFT JOIN opportunities o ON o.id = l.opportunity_id)
     SELECT registration, opportunity, because FROM judged WHERE because IS NOT NULL ORDER BY number, opportunity`,
  );
  for (const { registration, opportunity } of gone) {
    tx.run('DELETE FROM links WHERE registration_id = ? AND opportunity_id = ?', registration, opportunity);
  }
  return gone.map((one) => ({ ...one, became: 'removed' }));
}

interface RuledRow {
  registration: string;
  opportunity: string;
  because: string;
}

/** A ruling of co-sell or teaming gives its winner a part in the direct opportunity of the case. */
function linkByRuling(tx: WriteTx): LinkChange[] {
  const ruled = tx.all<RuledRow>(
    `SELECT k.registration_id AS registration, min(d.opportunity_id) AS opportunity,
       ${RULED_WORDS} AS because
     FROM rulings u JOIN cases c ON c.id = u.case_id AND c.state IN ('ruled', 'appealed', 'closed')
     JOIN case_claims k ON k.case_id = c.id AND k.label = u.winner
     JOIN registrations r ON r.id = k.registration_id AND r.state = 'approved'
     JOIN case_claims d ON d.case_id = c.id AND d.kind = 'direct opportunity'
     JOIN opportunities o ON o.id = d.opportunity_id
     WHERE u.outcome IN ('co-sell', 'teaming')
       AND u.ord = (SELECT max(x.ord) FROM rulings x WHERE x.case_id = c.id)
       AND NOT EXISTS (SELECT 1 FROM links l WHERE l.registration_id = k.registration_id AND l.state = 'linked')
       AND NOT EXISTS (SELECT 1 FROM links l WHERE l.opportunity_id = d.opportunity_id
         AND (l.state = 'linked' OR (l.state = 'declined' AND l.registration_id = k.registration_id)))
     GROUP BY k.registration_id ORDER BY c.number`,
  );
  const taken = new Set<string>();
  return ruled.flatMap(({ registration, opportunity, because }): LinkChange[] => {
    if (taken.has(opportunity)) return [];
    taken.add(opportunity);
    saveLink(tx, { registration, opportunity, state: 'linked', score: 1, words: [because], byHand: false });
    return [{ registration, opportunity, became: 'linked', because }];
  });
}

interface PairRow {
  registration: string;
  partnerName: string;
  family: string | null;
  valueMinor: number | null;
  currency: string | null;
  receivedOn: string;
  opportunity: string;
  verdict: Exclude<Candidate['verdict'], 'different'>;
  theirFamily: string | null;
  theirMinor: number | null;
  theirCurrency: string | null;
  openedOn: string | null;
  status: 'open' | 'won' | 'lost';
  closeOn: string | null;
  crmPartner: string | null;
  /** Of the offer there is; `null` without one. */
  state: 'offered' | 'linked' | 'declined' | null;
  score: number | null;
  words: string | null;
}

interface Waiting {
  readonly facts: LinkRegistration;
  readonly pairs: PairRow[];
}

function waitingOnes(db: ReadDb, edition: Edition): Map<string, Waiting> {
  const waiting = new Map<string, Waiting>();
  for (const row of db.all<PairRow>(PAIRS)) {
    const known = waiting.get(row.registration);
    if (known !== undefined) known.pairs.push(row);
    else {
      const facts = {
        family: row.family,
        value: comparable(row.valueMinor, row.currency, row.receivedOn, edition),
        receivedOn: row.receivedOn as IsoDate,
        partnerName: row.partnerName,
      };
      waiting.set(row.registration, { facts, pairs: [row] });
    }
  }
  return waiting;
}

function comparable(minor: number | null, currency: string | null, on: string | null, edition: Edition): Money | null {
  if (minor === null || currency === null) return null;
  const money = { minor: minor as Minor, currency: currency as Currency };
  return inProgrammeCurrency(money, (on ?? edition.from) as IsoDate, edition.body)?.money ?? null;
}

const opportunityFacts = (row: PairRow, edition: Edition): LinkOpportunity => ({
  id: row.opportunity,
  verdict: row.verdict,
  family: row.theirFamily,
  // At the rate of the receipt too: a rate that moved is no difference between the two.
  value: comparable(row.theirMinor, row.theirCurrency, row.receivedOn, edition),
  openedOn: row.openedOn as IsoDate | null,
  status: row.status,
  closeOn: row.closeOn as IsoDate | null,
  partnerName: row.crmPartner,
});

/** Offers what LK1 finds and makes a link where LK2 says so, unless two registrations would take the same opportunity. */
function offerAndLink(tx: WriteTx, edition: Edition): LinkChange[] {
  const ranked = [...waitingOnes(tx, edition)].map(([registration, { facts, pairs }]) => ({
    registration,
    pairs,
    links: rankLinks(
      facts,
      pairs.map((row) => opportunityFacts(row, edition)),
    ),
  }));
  const wanted = new Map<string, number>();
  for (const { links } of ranked) {
    for (const link of links) {
      if (link.makesItself) wanted.set(link.opportunity, (wanted.get(link.opportunity) ?? 0) + 1);
    }
  }
  return ranked.flatMap(({ registration, pairs, links }) => {
    const found = new Map(links.map((link) => [link.opportunity, link]));
    return pairs.flatMap((pair): LinkChange[] => {
      const link = found.get(pair.opportunity);
      const alone = link?.makesItself === true && wanted.get(link.opportunity) === 1;
      return keepOffer(tx, registration, pair, link, alone);
    });
  });
}

function keepOffer(
  tx: WriteTx,
  registration: string,
  pair: PairRow,
  link: RankedLink | undefined,
  alone: boolean,
): LinkChange[] {
  const { opportunity } = pair;
  if (link === undefined) {
    if (pair.state === null) return [];
    tx.run('DELETE FROM links WHERE registration_id = ? AND opportunity_id = ?', registration, opportunity);
    return [{ registration, opportunity, became: 'removed', because: 'it fits no longer' }];
  }
  const state = alone ? 'linked' : 'offered';
  if (state === pair.state && link.score === pair.score && JSON.stringify(link.words) === pair.words) return [];
  saveLink(tx, { registration, opportunity, state, score: link.score, words: link.words, byHand: false });
  return state === pair.state ? [] : [{ registration, opportunity, became: state, because: link.words.join(', ') }];
}
