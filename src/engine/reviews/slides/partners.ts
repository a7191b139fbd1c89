import type { ReviewFacts } from '../facts.ts';
import type { Others } from '../figures.ts';
import { ordinal } from '../rules/comparison.ts';
import { activeWithoutWin, amongActive, registeredSentence } from './sentences.ts';
import { type Draw, figure, scaled, shownOf, voiceOf } from './voice.ts';

const PARTNERS_SHOWN = 10;

/** Who brought what: all partners in the vendor's own deck, the partner's own families in its version. */
export const partnersSlide: Draw = (facts) => (facts.others === null ? ownSlide(facts) : allSlide(facts, facts.others));

function allSlide(facts: ReviewFacts, others: Others) {
  const { period, currency, say } = facts;
  const won = others.partners.filter((one) => one.sourced.minor > 0);
  const winners = won.slice(0, PARTNERS_SHOWN);
  const shown = others.partners.slice(0, PARTNERS_SHOWN);
  const { values } = scaled(
    winners.map((one) => one.sourced.minor),
    currency,
  );
  return {
    id: 'partners' as const,
    title: allTitle(facts, others),
    blocks: [
      {
        block: 'bars' as const,
        title: `Sourced and won in ${period.title}, by close date${shownOf(winners.length, won.length, 'largest', say)}`,
        items: winners.map((one, place) => ({
          name: one.isSubject ? `${one.name} (this review)` : one.name,
          value: values[place] ?? 0,
          words: say.money(one.sourced),
        })),
      },
      {
        block: 'table' as const,
        title: `Partners in ${period.title}${shownOf(shown.length, others.partners.length, 'largest', say)}`,
        columns: [
          { name: 'Partner', align: 'left' as const },
          ...['Registered', 'Approved', 'Won', 'Win rate'].map((name) => ({ name, align: 'right' as const })),
        ],
        rows: shown.map((one) => [
          one.name,
          say.count(one.registered),
          say.count(one.approved),
          say.count(one.won),
          one.winRateBp === null ? `n = ${say.count(one.closed)}` : say.rate(one.winRateBp),
        ]),
        empty: 'No partner registered or closed anything.',
      },
      { block: 'figures' as const, items: concentrationFigures(facts, others) },
    ],
    notes: `Registered goes by the date of receipt, approved by that of the decision, won by that of the close. ${others.topThreeBp === null ? '' : `The three largest bring ${say.rate(others.topThreeBp)} of the sourced value: ask what would happen if one of them left. `}A partner with fewer than five closed deals has no win rate, only its n.`,
  };
}

function allTitle({ subject, rank, sourced, period, say }: ReviewFacts, { partners, topThreeBp }: Others): string {
  if (subject.kind === 'partner') {
    return rank === null
      ? amongActive(
          say,
          subject.name,
          partners.some((one) => one.isSubject),
          partners.length,
          period.title,
        )
      : `${subject.name} is ${ordinal(rank.place)} of ${rank.of} active partners by sourced value won.`;
  }
  const winners = partners.filter((one) => one.sourced.minor > 0);
  const [top] = winners;
  if (top === undefined) return activeWithoutWin(say, partners.length, period.title);
  if (winners.length > 3 && topThreeBp !== null) {
    return `Three of ${say.number(winners.length)} winning partners brought ${say.rate(topThreeBp)} of the sourced value; ${top.name} brought the most.`;
  }
  return `${top.name} brought the most: ${say.spoken(top.sourced)} of ${say.spoken(sourced)}.`;
}

function concentrationFigures({ period, say }: ReviewFacts, { partners, topThreeBp, effectiveNumber }: Others) {
  const basis = `sourced won value by partner, close date in ${period.title}`;
  return [
    figure(
      'Active',
      say.count(partners.length),
      'partners',
      `registered, were approved or closed a deal in ${period.title}`,
    ),
    ...(topThreeBp === null ? [] : [figure('Top three', say.rate(topThreeBp), 'of the sourced value', basis)]),
    ...(effectiveNumber === null
      ? []
      : [figure('As if by', say.decimal(effectiveNumber), 'equal partners', `${basis}; 1 / Herfindahl index`)]),
  ];
}

function ownSlide(facts: ReviewFacts) {
  const { rank, families, period, say } = facts;
  const { who } = voiceOf(facts);
  const won = families.reduce((sum, row) => sum + row.won, 0);
  return {
    id: 'partners' as const,
    title:
      rank === null
        ? registeredSentence(say, who, facts.registered, won, period.title)
        : `${who} are ${ordinal(rank.place)} of ${rank.of} active partners by sourced value won.`,
    blocks: [
      {
        block: 'table' as const,
        title: `Your registrations received in ${period.title}, by product family`,
        columns: [
          { name: 'Family', align: 'left' as const },
          ...['Registered', 'Approved', 'Won'].map((name) => ({ name, align: 'right' as const })),
        ],
        rows: families
          .slice(0, PARTNERS_SHOWN)
          .map((row) => [row.family, say.count(row.registered), say.count(row.approved), say.count(row.won)]),
        empty: 'You registered nothing in this period.',
      },
    ],
    notes:
      rank === null
        ? 'Where the partner stands among others is not shown: there are too few of them to say so without telling about one.'
        : 'The place is by sourced value won, by close date; nobody else is named.',
  };
}
