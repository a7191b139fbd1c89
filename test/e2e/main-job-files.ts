import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Papa from 'papaparse';

const shared = fileURLToPath(new URL('../../../shared/data/', import.meta.url));
/** What the CRM knew when the first extract was drawn, and the day from which the desk decides. */
const FIRST_AS_OF = '2017-06-30';
const DESK_ON = '2017-07-05';

type Row = Record<string, string>;

/** A deal nobody at the vendor knew of, which became exactly one opportunity near the estimate, and was won. */
export type RareDeal = {
  readonly customer: string;
  readonly country: string;
  readonly family: string;
  readonly estimate: number;
  readonly wonValue: number;
};

/** The files of the main job, and what is in them. */
export type JobFiles = {
  readonly crm: readonly string[];
  readonly partnerFiles: readonly string[];
  readonly second: string;
  readonly accounts: number;
  readonly products: number;
  readonly partners: number;
  readonly firstOpportunities: number;
  readonly secondOpportunities: number;
  /** Names that only one partner has. */
  readonly partnerNames: readonly string[];
  readonly rare: RareDeal;
  /** An account with an open opportunity of the family at the first extract. */
  readonly known: { readonly name: string; readonly country: string; readonly family: string };
  /** Another of the kind, and its name with a letter missing. */
  readonly misspelt: { readonly written: string; readonly country: string; readonly family: string };
};

/** The real files where they are, else generated ones of the same shape, with the first extract cut out of the whole. */
export function jobFiles(folder: string): JobFiles {
  const isReal = existsSync(join(shared, 'crm-opportunities')) && existsSync(join(shared, 'resellers'));
  if (!isReal)
    console.log('skipped: ../shared/data/crm-opportunities and resellers not present; generated files instead');
  const from = isReal ? shared : generate(join(folder, 'generated'));
  const crm = (name: string) => join(from, 'crm-opportunities', name);
  const partnerFiles = ['DimReseller.csv', 'DimGeography.csv', 'DimSalesTerritory.csv'].map((name) =>
    join(from, 'resellers', name),
  );
  const pipeline = read(crm('sales_pipeline.csv'));
  const known = pipeline.filter((row) => row.engage_date !== '' && isoOf(row.engage_date) <= FIRST_AS_OF);
  const first = join(folder, 'pipeline-2017-06-30.csv');
  writeFileSync(first, `${Papa.unparse(known.map(asKnownThen))}\n`);
  const second = join(folder, 'pipeline-2017-12-31.csv');
  copyFileSync(crm('sales_pipeline.csv'), second);
  const names = read(partnerFiles[0] ?? '').map((row) => row.Resellername ?? '');
  const accounts = read(crm('accounts.csv'));
  const products = read(crm('products.csv'));
  const familyOf = new Map(products.map(({ product = '', series = '' }) => [product.replaceAll(' ', ''), series]));
  const deals = pipeline.map((row) => ({
    ...row,
    family: familyOf.get((row.product ?? '').replaceAll(' ', '')) ?? '',
  }));
  const countries = new Map(accounts.map(({ account = '', office_location = '' }) => [account, office_location]));
  return {
    ...{ crm: [crm('accounts.csv'), crm('products.csv'), crm('sales_teams.csv'), first], partnerFiles, second },
    ...{ accounts: accounts.length, products: products.length, partners: names.length },
    ...{ firstOpportunities: known.length, secondOpportunities: pipeline.length },
    partnerNames: names.filter((name) => names.filter((other) => other === name).length === 1).sort(),
    rare: rareDeal(deals, countries),
    ...knownOnes(deals, countries),
  };
}

type Deal = Row & { family: string };

function rareDeal(deals: readonly Deal[], countries: ReadonlyMap<string, string>): RareDeal {
  for (const won of deals) {
    if (won.deal_stage !== 'Won' || !won.account || isoOf(won.engage_date) <= DESK_ON) continue;
    const same = deals.filter((one) => one.account === won.account && one.family === won.family);
    const isNew = same.every((one) => one.engage_date !== '' && isoOf(one.engage_date) > DESK_ON);
    const wonValue = Number(won.close_value);
    const estimate = Math.round(wonValue * 0.85);
    const near = same.filter(({ close_value: value }) => {
      const [a, b] = [Number(value), estimate];
      return Math.min(a, b) / Math.max(a, b) >= 0.8;
    });
    if (!isNew || near.length !== 1 || wonValue < 10_000) continue;
    return { customer: won.account, country: countries.get(won.account) ?? '', family: won.family, estimate, wonValue };
  }
  throw new Error('expected a deal that came after the first extract and was won, found none');
}

/** Two accounts of one word whose names are long enough to be recognised with a letter missing. */
function knownOnes(deals: readonly Deal[], countries: ReadonlyMap<string, string>) {
  const isOpenThen = ({ engage_date: from, close_date: until }: Row) =>
    from !== '' && isoOf(from) <= FIRST_AS_OF && (until === '' || isoOf(until) > FIRST_AS_OF);
  const open = deals.filter((deal) => (deal.account ?? '').length >= 12 && isOpenThen(deal));
  const one = open[0];
  const other = open.find((deal) => deal.account !== one?.account);
  if (one?.account === undefined || other?.account === undefined) throw new Error('expected two open accounts');
  return {
    known: { name: one.account, country: countries.get(one.account) ?? '', family: one.family },
    misspelt: {
      written: `${other.account.slice(0, -2)}${other.account.slice(-1)}`,
      country: countries.get(other.account) ?? '',
      family: other.family,
    },
  };
}

function asKnownThen(row: Row): Row {
  const isOver = row.close_date !== '' && isoOf(row.close_date) <= FIRST_AS_OF;
  return isOver ? row : { ...row, deal_stage: 'Engaging', close_date: '', close_value: '' };
}

const read = (file: string): Row[] =>
  Papa.parse<Row>(readFileSync(file, 'utf8'), { header: true, skipEmptyLines: true }).data;

/** `7/3/2017` as `2017-07-03`. */
function isoOf(date = ''): string {
  const [month = '', day = '', year = ''] = date.split('/');
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** Writes files with the columns of the real ones, and their oddities: no ids of accounts, open deals without a close. */
function generate(folder: string): string {
  const write = (file: string, rows: Row[]) => {
    mkdirSync(join(folder, file, '..'), { recursive: true });
    writeFileSync(join(folder, file), `${Papa.unparse(rows)}\n`);
  };
  const first = ['Thornbury', 'Quillhaven', 'Marrowdale', 'Eskerby', 'Fennimore', 'Galloway', 'Hartsmere', 'Ironside'];
  const last = ['Castings', 'Dairies', 'Optics', 'Timber'];
  const accounts = first.flatMap((one) => last.map((two) => `${one} ${two}`));
  write(
    'crm-opportunities/accounts.csv',
    accounts.map((account) => ({ account, sector: 'retail', office_location: 'United States', subsidiary_of: '' })),
  );
  const products = ['Alder One', 'Alder Two', 'Birch One', 'Cedar One'];
  write(
    'crm-opportunities/products.csv',
    products.map((product) => ({ product, series: product.split(' ')[0] ?? '', sales_price: '1200' })),
  );
  write('crm-opportunities/sales_teams.csv', [
    { sales_agent: 'Ann Field', manager: 'Bo Reed', regional_office: 'East' },
  ]);
  const deals = Array.from({ length: 300 }, (_, at) => deal(at, accounts.slice(1), products.slice(0, 3)));
  const rare = {
    opportunity_id: 'RARE0001',
    sales_agent: 'Ann Field',
    product: 'Cedar One',
    account: accounts[0] ?? '',
  };
  const ending = { deal_stage: 'Won', engage_date: '9/3/2017', close_date: '11/10/2017', close_value: '26000' };
  const earlier = { ...rare, ...ending, opportunity_id: 'RARE0000', product: 'Alder One', close_value: '1500' };
  const before = { ...earlier, engage_date: '1/9/2017', close_date: '2/9/2017' };
  write('crm-opportunities/sales_pipeline.csv', [...deals, before, { ...rare, ...ending }]);
  const partners = ['Beacon', 'Cobalt', 'Drover', 'Ember', 'Falcon', 'Granite'].map((name) => `${name} Supply House`);
  write(
    'resellers/DimReseller.csv',
    partners.map((Resellername, at) => ({
      ...{ ResellerKey: `${at + 1}`, Resellername, ProductLine: 'Road', GeographyKey: '1' },
    })),
  );
  const place = { City: 'Seattle', StateProvinceCode: 'WA', StateProvinceName: 'Washington' };
  const country = { CountryRegionCode: 'US', EnglishCountryRegionName: 'United States', SalesTerritoryKey: '1' };
  write('resellers/DimGeography.csv', [{ GeographyKey: '1', ...place, ...country }]);
  const region = { SalesTerritoryRegion: 'Northwest', SalesTerritoryCountry: 'United States' };
  write('resellers/DimSalesTerritory.csv', [{ SalesTerritoryKey: '1', ...region, SalesTerritoryGroup: 'America' }]);
  return folder;
}

function deal(at: number, accounts: readonly string[], products: readonly string[]): Row {
  const month = (at % 12) + 1;
  const stage = ['Won', 'Lost', 'Engaging'][at % 3] ?? 'Won';
  const isOver = stage !== 'Engaging';
  return {
    ...{ opportunity_id: `G${String(at).padStart(7, '0')}`, sales_agent: 'Ann Field', product: products[at % 3] ?? '' },
    ...{ account: accounts[at % accounts.length] ?? '', deal_stage: stage, engage_date: `${month}/5/2017` },
    close_date: isOver ? `${month}/25/2017` : '',
    close_value: stage === 'Won' ? String(900 + at) : isOver ? '0' : '',
  };
}
