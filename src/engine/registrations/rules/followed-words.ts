/** What followed for one record, as an entry about many names it. */
export interface Named {
  readonly record: string;
  readonly became: string;
  readonly because: string;
  /** Of a link. */
  readonly opportunity?: string;
}

/**
 * What followed for one registration and its opportunity, in sentences, the cause before what came of it; `null` where nothing changed.
 *
 * @param keyOf the key of an opportunity it was offered or linked to; `undefined` once no extract has it
 */
export function followedWords(
  followed: readonly (Named & { readonly kind: string })[],
  keyOf: (opportunity: string) => string | undefined,
): string | null {
  const sentences = ORDER.flatMap((kind) =>
    followed.filter((one) => one.kind === kind).flatMap((one) => sentenceOf(one, keyOf)),
  );
  return sentences.length === 0 ? null : sentences.join(' ');
}

/** As things follow from each other. */
const ORDER = [
  'checked again',
  'opened again',
  'links changed',
  'won or lost',
  'expired',
  'protections lapsed',
  'attributed',
  'earnings changed',
];

function sentenceOf(
  { kind, became, because, opportunity = '' }: Named & { readonly kind: string },
  keyOf: (opportunity: string) => string | undefined,
): string[] {
  const why = because
    .replace(/\.$/, '')
    .replace('what they were checked', 'what it was checked')
    .replace('too old for them', 'too old for it');
  switch (kind) {
    case 'checked again':
      if (became === 'unchanged') return [];
      return [
        became.startsWith('on account')
          ? `Its customer was found in the CRM: ${why}.`
          : `Checked again, ${became}: ${why}.`,
      ];
    case 'opened again':
      return [`Open again: ${why}.`];
    case 'links changed': {
      const key = keyOf(opportunity) ?? 'an opportunity no extract has now';
      if (became === 'removed') return [`The link to ${key} was taken away: ${why}.`];
      return [became === 'linked' ? `Linked to ${key}: ${why}.` : `${key} was offered as its opportunity: ${why}.`];
    }
    case 'won or lost':
      return [`${became === 'won' ? 'Won' : 'Lost'}: ${why}.`];
    case 'expired':
      return [`Expired: ${why}.`];
    case 'protections lapsed':
      return [`Its protection ${became}: ${why}.`];
    case 'attributed':
      return [`Credited as ${became}: ${why}.`];
    default:
      return [`Earnings: ${became.replace('0 accrued, ', '').replace(', 0 reversed', '')}. ${why}.`];
  }
}
