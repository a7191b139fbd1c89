import type { Mapping } from '../../contract/exchange.ts';
import { EvidenceRung, RegistrationType } from '../../contract/programme.ts';
import { type Evidence, RegistrationInput } from '../../contract/registrations.ts';
import type { Currency, EpochMs, IsoDate } from '../../contract/units.ts';
import { type Cell, isDateCell, textOf } from '../formats/index.ts';
import { isNothing, readCountry, readDate } from '../formats/values.ts';
import { countryCode } from '../matching/index.ts';
import { noteFamily, type ProgrammeWords } from './programme-words.ts';
import type { RowReader } from './row-reader.ts';

/** What reading a registration rests on beside the row. */
export interface RegistrationRules {
  readonly mapping: Mapping;
  readonly currency: Currency;
  /** Nothing was received later than this. */
  readonly now: EpochMs;
  /** The instant at which a day begins in the programme's time zone. */
  readonly startOfDay: (day: IsoDate) => EpochMs;
  readonly words: ProgrammeWords;
}

const fold = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, ' ')
    .trim();

/** Words of partners and of a large co-sell programme for our types and rungs. */
const TYPES: Readonly<Record<string, (typeof RegistrationType.options)[number]>> = {
  referral: 'referral',
  refer: 'referral',
  lead: 'referral',
  resale: 'resale',
  resell: 'resale',
  reseller: 'resale',
  cosell: 'co-sell',
  'co sell': 'co-sell',
  'services attach': 'services attach',
  services: 'services attach',
  service: 'services attach',
  project: 'project',
  design: 'project',
  'project design': 'project',
};
const RUNGS: Readonly<Record<string, (typeof EvidenceRung.options)[number]>> = {
  'initialized discussions with customer': 'initial discussion',
  'customer has shown interest in solution': 'interest shown',
  'conducted poc demo': 'demo or proof of concept',
  demo: 'demo or proof of concept',
  poc: 'demo or proof of concept',
  'proof of concept': 'demo or proof of concept',
  'in evaluation planning stage': 'in evaluation',
  evaluation: 'in evaluation',
  'agreed on solution to business problem': 'solution agreed',
  'completed action plan': 'action plan done',
  'finalized deployment need': 'deployment need settled',
  'sow signed': 'order or SOW signed',
  'order signed': 'order or SOW signed',
  meeting: 'initial discussion',
  call: 'initial discussion',
  'site visit': 'initial discussion',
};

/** What a row claims, a registration or what could be read of one. */
type Claimed = object & { readonly partner: string | null };

/** Reads a row as a registration; where it cannot be one, the reader knows why, and what could be read is returned. */
export function convertRegistration(row: RowReader, rules: RegistrationRules): Claimed {
  const partner = row.name('partner');
  if (partner === null) {
    row.wrong(
      'partner',
      'partner_missing',
      'The row names no partner.',
      'Write the partner’s name or key, or choose one partner for all rows.',
    );
  }
  const customerName = row.name('customer.name');
  if (customerName === null)
    row.wrong('customer.name', 'customer_missing', 'The row names no customer.', 'Write the customer’s legal name.');
  noteFamily(row, 'family', row.text('family'), rules.words);
  const receivedAt = receivedOf(row, rules);
  const evidence = evidenceOf(row);
  const first = [row.name('contact.firstName'), row.name('contact.lastName')].filter((part) => part !== null).join(' ');
  const input = {
    partner,
    type: typeOf(row),
    customer: {
      name: customerName,
      domain: row.text('customer.domain'),
      country: countryOf(row),
      city: row.text('customer.city'),
      address: row.text('customer.address'),
      postcode: row.text('customer.postcode'),
      phone: row.text('customer.phone'),
      taxId: row.text('customer.taxId'),
    },
    site: row.text('site'),
    designCustomer: furtherCustomer(row, 'designCustomer.name'),
    purchasingCustomer: furtherCustomer(row, 'purchasingCustomer.name'),
    contact: {
      name: row.name('contact.name') ?? (first === '' ? null : first),
      title: row.text('contact.title'),
      email: emailOf(row),
    },
    family: row.text('family'),
    need: row.text('need'),
    value: moneyOf(row, rules),
    expectedClose: row.date('expectedClose'),
    evidence,
    reference: row.text('reference'),
    ...(receivedAt === null ? {} : { receivedAt }),
  };
  if (row.isWrong) return input;
  const parsed = RegistrationInput.safeParse(input);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues)
    row.wrong(issue.path.join('.'), 'not_valid', `${issue.path.join('.')}: ${issue.message}`, 'Correct the cell.');
  return input;
}

/** The country as it is written where checks can read it, else its code; a word that is none is kept, with a note. */
function countryOf(row: RowReader): string | null {
  const text = row.text('customer.country');
  if (text === null || countryCode(text) !== null) return text;
  const reading = readCountry(text);
  if (reading.ok) {
    if (reading.note !== undefined)
      row.note('customer.country', 'country_corrected', reading.note, 'Nothing, if that is right.');
    return reading.value;
  }
  row.note('customer.country', reading.code, reading.message, reading.todo, reading.repair);
  return text;
}

/** As it is written, several and all; the first of them is looked at. */
function emailOf(row: RowReader): string | null {
  row.email('contact.email');
  return row.text('contact.email');
}

const furtherCustomer = (row: RowReader, field: string) => {
  const name = row.name(field);
  return name === null ? null : { name };
};

function typeOf(row: RowReader): (typeof RegistrationType.options)[number] {
  const text = row.text('type');
  if (text === null) return 'resale';
  const known = RegistrationType.options.find((type) => type === text.toLowerCase()) ?? TYPES[fold(text)];
  if (known === undefined) {
    row.note(
      'type',
      'type_unknown',
      `“${text}” is not a type of registration; it is taken as resale.`,
      `Write one of ${RegistrationType.options.join(', ')}.`,
    );
  }
  return known ?? 'resale';
}

function moneyOf(row: RowReader, { mapping, currency }: RegistrationRules) {
  const own =
    (row.has('currency') ? row.currency('currency', mapping.currency ?? currency) : null) ??
    mapping.currency ??
    currency;
  if (!row.has('value.minor')) return row.money('value', own);
  const text = row.text('value.minor');
  if (text === null) return null;
  if (/^-?\d+$/.test(text) && Number.isSafeInteger(Number(text))) return { minor: Number(text), currency: own };
  row.wrong(
    'value.minor',
    'minor_unreadable',
    `“${text}” is not a whole number of minor units.`,
    'Write cents, for example 1250000 for 12 500.00.',
  );
  return null;
}

/** When it came in: an instant with its zone, or a day, which counts from its first moment in the programme's zone. */
function receivedOf(row: RowReader, rules: RegistrationRules): EpochMs | null {
  const cell = row.cell('receivedAt');
  const text = textOf(cell).trim();
  if (isNothing(text)) return null;
  const at = instantOf(cell, text, row, rules);
  if (at === null) return null;
  if (at > rules.now) {
    row.wrong(
      'receivedAt',
      'received_later_than_now',
      `“${text}” is still to come.`,
      'Write when it reached you, or leave the cell empty.',
    );
    return null;
  }
  return at;
}

const WITH_ZONE = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?\s?(Z|[+-]\d\d:?\d\d)$/;
const CLOCK = /[T ,]+(\d{1,2}):(\d\d)(?::(\d\d))?/;

function instantOf(cell: Cell, text: string, row: RowReader, rules: RegistrationRules): EpochMs | null {
  if (WITH_ZONE.test(text)) {
    const at = Date.parse(text.replace(' ', 'T').replace(/\s(?=Z|[+-])/, ''));
    if (!Number.isNaN(at)) return at as EpochMs;
  }
  if (/^\d{13}$/.test(text)) return Number(text) as EpochMs;
  const day = isDateish(cell, text) ? row.date('receivedAt') : unreadable(row, text);
  if (day === null) return null;
  const clock = CLOCK.exec(text);
  const seconds = clock === null ? 0 : Number(clock[1]) * 3_600 + Number(clock[2]) * 60 + Number(clock[3] ?? 0);
  return (rules.startOfDay(day) + seconds * 1_000) as EpochMs;
}

const isDateish = (cell: Cell, text: string): boolean =>
  (typeof cell === 'object' && isDateCell(cell)) || /\d/.test(text);

function unreadable(row: RowReader, text: string): null {
  row.wrong(
    'receivedAt',
    'date_unreadable',
    `“${text}” is not a date.`,
    'Write year, month and day, with the time if it is known: for example 2026-09-30 or 2026-09-30T14:05Z.',
  );
  return null;
}

/** Evidence from a JSON list in one cell, or from three columns; kind, date and note of several entries between bars. */
function evidenceOf(row: RowReader): Evidence[] {
  const list = row.text('evidence');
  if (list?.startsWith('[')) return evidenceList(row, list);
  const kinds = parts(row.text('evidence.kind') ?? (list !== null && !row.has('evidence.note') ? list : null));
  const notes = parts(row.text('evidence.note') ?? list);
  const dates = row.text('evidence.date');
  if (kinds.length === 0 && notes.length === 0 && dates === null) return [];
  const dated = parts(dates);
  const count = Math.max(kinds.length, notes.length, dated.length);
  return Array.from({ length: count }, (_, at) => {
    const date = count === 1 ? row.date('evidence.date') : dateOf(row, dated[at] ?? dated.at(-1) ?? '');
    return {
      kind: rungOf(row, kinds[at] ?? kinds.at(-1) ?? null),
      date,
      note: notes[at] ?? (count === 1 ? (notes[0] ?? '') : ''),
    };
  }).flatMap(({ kind, date, note }) => {
    if (date !== null) return [{ kind, date, note }];
    if (!row.isSpoilt('evidence.date'))
      row.wrong(
        'evidence.date',
        'evidence_undated',
        'The evidence has no date.',
        'Write when it happened, for example 2026-09-30.',
      );
    return [];
  });
}

const parts = (text: string | null): string[] =>
  text === null
    ? []
    : text
        .split('|')
        .map((part) => part.trim())
        .filter((part) => part !== '');

function dateOf(row: RowReader, text: string): IsoDate | null {
  if (text === '') return null;
  const reading = readDate(text, 'none');
  if (reading.ok) return reading.value;
  row.wrong('evidence.date', reading.code, reading.message, reading.todo);
  return null;
}

function rungOf(row: RowReader, text: string | null): (typeof EvidenceRung.options)[number] {
  if (text === null) return 'initial discussion';
  const known =
    EvidenceRung.options.find((rung) => fold(rung) === fold(text)) ??
    EvidenceRung.options[Number(text) - 1] ??
    RUNGS[fold(text)];
  if (known === undefined) {
    row.note(
      'evidence.kind',
      'evidence_kind_unknown',
      `“${text}” is not a rung of the ladder; it is taken as an initial discussion.`,
      `Write one of: ${EvidenceRung.options.join('; ')}.`,
    );
  }
  return known ?? 'initial discussion';
}

function evidenceList(row: RowReader, text: string): Evidence[] {
  try {
    const parsed = RegistrationInput.shape.evidence.safeParse(JSON.parse(text));
    if (parsed.success) return parsed.data;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  row.wrong(
    'evidence',
    'evidence_unreadable',
    'The evidence is not a list of entries with kind, date and note.',
    'Write it as [{"kind": "initial discussion", "date": "2026-09-30", "note": "…"}].',
  );
  return [];
}
