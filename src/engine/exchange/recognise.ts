import { ImportKind, type MappedField } from '../../contract/exchange.ts';
import type { FieldType } from './canonical-field.ts';
import { CANONICAL } from './canonical-fields.ts';
import { columnInWords, headerKeys } from './header-key.ts';
import { sourceOf } from './sources.ts';

/** A table's columns and what stands under them, as far as recognition looks. */
export interface TableLooks {
  readonly file: string;
  readonly columns: readonly string[];
  /** The first values of a column that are not blank, as text. */
  readonly samples: (column: string) => readonly string[];
  readonly isCountry: (text: string) => boolean;
}

/** What a table is taken for. */
export interface Recognised {
  readonly kind: ImportKind | null;
  readonly source: string;
  /** The columns of the kind's fields. */
  readonly fields: Record<string, MappedField>;
  /** Records that we know and do not take: why there is no kind. */
  readonly foreign: string | null;
}

/** Headers that only files of this kind have. */
const TELLING: Readonly<Record<ImportKind, string>> = {
  accounts:
    'accountname accountid donotmodifyaccount numberofemployees employees employeecount industry sector annualrevenue revenue billingcity billingcountry billingstreet website companydomainname address1city parentaccount subsidiaryof organizationname yearestablished companyname mainphone accountowner companyowner customernumber',
  opportunities:
    'opportunityname opportunityid donotmodifyopportunity dealname dealtitle topic stagename dealstage dealstagepipeline stage salesstage pipelinephase closedate closingdate forecastcategory probability closevalue expectedrevenue dealvalue dealid iswon potentialcustomer dealstatus dealpipelinestageid oppid estrevenue engagedate',
  partners:
    'partnername partnerid partnerkey partnertype partnertier partnerlevel partnerstage tier resellername resellerkey resellerid resellertype territories territoriescovered certifiedpeople programtier programmetier signedon agreementdate partnersince supporter partnermanager channelmanager verticals families',
  contacts:
    'firstname lastname jobtitle contactid donotmodifycontact personname personemail email contactname certifications certifiedin certifieduntil',
  products: 'productname productid productcode sku listprice salesprice unitprice series productfamily standardcost',
  registrations:
    'evidence evidencekind evidencetype evidencedate evidencenote qualifyinginteraction salesactivities receivedat receivedon submittedat endcustomer endcustomername endusername customername customercompanyname customerdomain customercountry customeremail expectedclose estimatedvalue estimateddealvalue contactemail contactname contacttitle registrationtype dealregistrationtype partnerprojecttitle customercontactemailaddress valueminor partnercrmuniqueidentifier',
};

const FILE_NAMES: Readonly<Record<ImportKind, RegExp>> = {
  accounts: /account|compan|organi[sz]ation|customer|kunden/i,
  opportunities: /opportunit|pipeline|deal(?!.?reg)|\bopps?\b/i,
  partners: /partner|reseller|distributor/i,
  contacts: /contact|person|people/i,
  products: /product|price.?list|catalog/i,
  registrations: /registration|deal.?reg|claim/i,
};

const FILE_NAME_POINTS = 4;
const TELLING_POINTS = 5;
/** Without a telling header, a name like `partners.csv` and this many fields will do. */
const FIELDS_WITHOUT_TELLING = 3;

/**
 * Says what a table holds and which columns its fields are in, by the names of its columns, never by their order; where
 * a name can mean two things (`office_location`), by what stands under it.
 *
 * @param told the kind a person chose; then only the columns are looked for
 */
export function recognise(table: TableLooks, told?: ImportKind): Recognised {
  const index = indexed(table.columns);
  const keys = new Set(index.keys());
  const source = sourceOf(table.columns, keys);
  if (told !== undefined) return { kind: told, source, fields: fieldsOf(told, table, index), foreign: null };
  const foreign = foreignRecords(keys);
  if (foreign !== null) return { kind: null, source, fields: {}, foreign };
  const best = ImportKind.options
    .map((kind) => scored(kind, table, index))
    .filter((candidate) => candidate.score > 0)
    .sort((a, b) => b.score - a.score)[0];
  return best === undefined
    ? { kind: null, source, fields: {}, foreign: null }
    : { kind: best.kind, source, fields: best.fields, foreign: null };
}

type Index = ReadonlyMap<string, readonly string[]>;

/** Columns by every key they may be known by; a whole header comes before a shortened one. */
function indexed(columns: readonly string[]): Index {
  const index = new Map<string, string[]>();
  const all = columns.map((column) => headerKeys(column));
  for (let level = 0; level < 3; level += 1) {
    all.forEach((keys, at) => {
      const key = keys[level];
      const column = columns[at];
      if (key === undefined || column === undefined) return;
      const there = index.get(key);
      if (there === undefined) index.set(key, [column]);
      else if (!there.includes(column)) there.push(column);
    });
  }
  return index;
}

function scored(kind: ImportKind, table: TableLooks, index: Index) {
  const fields = fieldsOf(kind, table, index);
  // Whose customer, and who brings it: a registration at its shortest has nothing else that only registrations have.
  const brings = kind === 'registrations' && 'partner' in fields && index.has('customer');
  const telling = TELLING[kind].split(' ').filter((key) => index.has(key)).length + (brings ? 1 : 0);
  const named = FILE_NAMES[kind].test(table.file);
  const count = Object.keys(fields).length;
  const sure = telling > 0 || (named && count >= FIELDS_WITHOUT_TELLING);
  const score = sure && isWhole(kind, fields) ? telling * TELLING_POINTS + count + (named ? FILE_NAME_POINTS : 0) : 0;
  return { kind, fields, score };
}

/** Whether the fields make a record of the kind at all. */
export function isWhole(kind: ImportKind, fields: Record<string, MappedField>): boolean {
  const has = (...names: string[]) => names.some((name) => name in fields);
  switch (kind) {
    case 'accounts':
    case 'products':
      return has('name');
    case 'partners':
      return has('name') && !has('deleted', 'closeOn');
    case 'opportunities':
      return has('key', 'name') && (has('stage', 'status', 'won', 'closed') || (has('value') && has('closeOn')));
    case 'contacts':
      return has('name', 'lastName') && has('email', 'phone', 'title');
    case 'registrations':
      return (
        has('customer.name') &&
        has('partner', 'family', 'value', 'value.minor', 'expectedClose', 'evidence', 'evidence.kind')
      );
    default:
      return false;
  }
}

function fieldsOf(kind: ImportKind, table: TableLooks, index: Index): Record<string, MappedField> {
  const used = new Set<string>();
  const fields: Record<string, MappedField> = {};
  for (const { field, type, headers } of CANONICAL[kind]) {
    const column = headers
      .flatMap((key) => index.get(key) ?? [])
      .find((one) => !used.has(one) && suits(field, one, table));
    if (column === undefined) continue;
    used.add(column);
    fields[field] = { column: IN_WORDS.has(type) ? inWords(column, table) : column };
  }
  return fields;
}

/** What is read as words, and not as an id, a day or an amount. */
const IN_WORDS: ReadonlySet<FieldType> = new Set(['text', 'country', 'currency', 'status', 'list']);

/** The column beside with the words for what stands in this one, where the source writes both. */
function inWords(column: string, { columns }: TableLooks): string {
  const words = columnInWords(column);
  return columns.includes(words) ? words : column;
}

const PLACE = /location/i;

/** A column whose name leaves open what it holds is judged by its values. */
function suits(field: string, column: string, table: TableLooks): boolean {
  if (field === 'country' && PLACE.test(column)) {
    const samples = table.samples(column);
    return samples.filter((sample) => table.isCountry(sample)).length * 10 >= samples.length * 7;
  }
  return true;
}

/** Records of other kinds that exports hold, by headers only they have. */
function foreignRecords(keys: ReadonlySet<string>): string | null {
  const has = (...wanted: string[]) => wanted.every((key) => keys.has(key));
  if (has('opportunityid', 'quantity') || has('opportunitylineitemid')) return 'line items of opportunities';
  const person = has('lastname') || has('firstname');
  if (
    has('leadid') ||
    has('isconverted') ||
    (person && has('company', 'leadsource') && (has('status') || has('leadstatus')))
  )
    return 'leads';
  return null;
}
