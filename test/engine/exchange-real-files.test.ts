import fs from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { type ImportDesk, importDesk } from '../support/import-desk.ts';

const DATA = path.join(import.meta.dirname, '../../../shared/data');

function absent(folder: string): boolean {
  const there = fs.existsSync(path.join(DATA, folder));
  if (!there) console.log(`skipped: ../shared/data/${folder} not present`);
  return !there;
}

const filesOf = (folder: string) => {
  const at = path.join(DATA, folder);
  return fs
    .readdirSync(at)
    .sort()
    .map((name) => path.join(at, name));
};

let desk: ImportDesk | undefined;
afterEach(async () => {
  await desk?.close();
  desk = undefined;
});

/** Kinds and uses of the files of a preview, by name. */
const taken = (preview: Awaited<ReturnType<ImportDesk['preview']>>) =>
  Object.fromEntries(preview.files.map(({ file, kind, use, counts }) => [file, [kind, use, counts.new]]));

describe('a whole CRM extract', () => {
  test.skipIf(absent('crm-opportunities'))('comes in without any work on the files', async () => {
    desk = importDesk();
    const { db } = desk.workspace;
    const preview = await desk.preview({ files: filesOf('crm-opportunities'), asOf: '2017-12-31' });
    expect(taken(preview)).toEqual({
      'accounts.csv': ['accounts', 'import', 85],
      'products.csv': ['products', 'import', 7],
      'sales_pipeline.csv': ['opportunities', 'import', 8_800],
      'sales_teams.csv': [null, 'lookup', 0],
      'data_dictionary.csv': [null, 'none', 0],
    });
    expect(preview.asOf).toBe('2017-12-31');
    expect(preview.issues.find(({ file }) => file === 'data_dictionary.csv')?.message).toContain('nothing importable');
    await desk.commit(preview.batch);
    const count = (where: string) => db.get<{ n: number }>(`SELECT count(*) AS n FROM opportunities WHERE ${where}`)?.n;
    expect({
      won: count("status = 'won'"),
      lost: count("status = 'lost'"),
      open: count("status = 'open'"),
      withoutAccount: count('account_id IS NULL'),
      withoutRegion: count('region IS NULL'),
      lostForNothing: count("status = 'lost' AND value_minor = 0"),
      openWithoutValue: count("status = 'open' AND value_minor IS NULL"),
    }).toEqual({
      won: 4_238,
      lost: 2_473,
      open: 2_089,
      withoutAccount: 1_425,
      withoutRegion: 0,
      lostForNothing: 2_473,
      openWithoutValue: 2_089,
    });
    const families = db.all<{ family: string; n: number }>(
      `SELECT f.family, count(*) AS n FROM opportunities o JOIN family_names f ON f.key = o.family_key GROUP BY f.family ORDER BY f.family`,
    );
    expect(families.map(({ family }) => family)).toEqual(['GTK', 'GTX', 'MG']);
    expect(families.reduce((sum, { n }) => sum + n, 0)).toBe(8_800);
    expect(db.get("SELECT country, parent FROM accounts WHERE name = 'Bioholding'")).toMatchObject({ country: 'PH' });
    const again = await desk.preview({ files: filesOf('crm-opportunities'), asOf: '2017-12-31' });
    expect(again.counts).toEqual({ new: 0, changed: 0, unchanged: 8_892, wrong: 0, skipped: 0 });
  });
});

describe('a partner list in three files', () => {
  test.skipIf(absent('resellers'))('finds places and territories through their keys by itself', async () => {
    desk = importDesk();
    const preview = await desk.preview({ files: filesOf('resellers') });
    expect(taken(preview)).toEqual({
      'DimReseller.csv': ['partners', 'import', 701],
      'DimGeography.csv': [null, 'lookup', 0],
      'DimSalesTerritory.csv': [null, 'lookup', 0],
    });
    expect(preview.issues).toEqual([]);
    await desk.commit(preview.batch);
    const { db } = desk.workspace;
    expect(db.get("SELECT name, city, country, region FROM partners WHERE key = '1'")).toEqual({
      name: 'A Bike Store',
      city: 'Seattle',
      country: 'US',
      region: 'Northwest',
    });
    expect(
      db.get('SELECT count(*) AS n FROM partners WHERE city IS NULL OR country IS NULL OR region IS NULL'),
    ).toEqual({ n: 0 });
    // Two names occur twice with different keys: same name, not the same partner.
    expect(db.get('SELECT count(*) AS n FROM (SELECT 1 FROM partners GROUP BY name HAVING count(*) = 2)')).toEqual({
      n: 2,
    });
  });
});

describe('exports of other systems', () => {
  const dialects: [folder: string, expected: Record<string, [string | null, number]>, source: string][] = [
    [
      'salesforce/data-cloud-workshop',
      { 'Account.csv': ['accounts', 22], 'Opportunity.csv': ['opportunities', 50], 'Lead.csv': [null, 0] },
      'Salesforce',
    ],
    [
      'salesforce/report-labels',
      { 'Accounts.csv': ['accounts', 10], 'Opportunities.csv': ['opportunities', 12], 'Leads.csv': [null, 0] },
      'Salesforce',
    ],
    [
      'salesforce/sfdx-tree-json',
      {
        'sample-Accounts.json': ['accounts', 50],
        'sample-Opportunities.json': ['opportunities', 50],
        'plan-Account-Contact-Opportunity.json': [null, 0],
      },
      'Salesforce',
    ],
    [
      'dynamics365/d365-demo-generator',
      { 'Account.csv': ['accounts', 33], 'Opportunity.csv': ['opportunities', 5_229], 'Product.csv': ['products', 85] },
      'Dynamics',
    ],
    [
      'hubspot/fivetran-properties',
      { 'company_data.csv': ['accounts', 24], 'deal_data.csv': ['opportunities', 44] },
      'HubSpot',
    ],
    [
      'pipedrive/simplecrm-fixtures',
      { 'deals_en.csv': ['opportunities', 3], 'organizations_en.csv': ['accounts', 2] },
      'Pipedrive',
    ],
    [
      'partner-lists/ai-ecosystem-partnerships',
      {
        'partners.csv': ['partners', 12],
        'opportunities.csv': ['opportunities', 16],
        'partner_accounts.csv': [null, 0],
      },
      'plain',
    ],
  ];

  test.skipIf(absent('crm-exports')).each(dialects)('%s', async (folder, expected, source) => {
    desk = importDesk();
    const preview = await desk.preview({ files: filesOf(`crm-exports/${folder}`) });
    for (const [file, [kind, count]] of Object.entries(expected)) {
      const found = preview.files.find((one) => one.file === file);
      expect([file, found?.kind, found?.counts.new]).toEqual([file, kind, count]);
      if (kind === 'opportunities') expect(found?.mapping?.source).toBe(source);
      if (kind === null) expect(preview.issues.some((issue) => issue.file === file)).toBe(true);
    }
    await desk.commit(preview.batch);
    const again = await desk.preview({ files: filesOf(`crm-exports/${folder}`) });
    expect([again.counts.new, again.counts.changed]).toEqual([0, 0]);
  });

  test.skipIf(absent('crm-exports'))('every Dynamics deal finds its account by name, in dollars', async () => {
    desk = importDesk();
    await desk.take(...filesOf('crm-exports/dynamics365/d365-demo-generator'));
    const { db } = desk.workspace;
    expect(db.get('SELECT count(*) AS n FROM opportunities WHERE account_id IS NULL')).toEqual({ n: 0 });
    expect(db.all('SELECT status, count(*) AS n FROM opportunities GROUP BY status ORDER BY status')).toEqual([
      { status: 'lost', n: 2_794 },
      { status: 'open', n: 521 },
      { status: 'won', n: 1_914 },
    ]);
    expect(db.all('SELECT DISTINCT currency FROM opportunities WHERE value_minor IS NOT NULL')).toEqual([
      { currency: 'USD' },
    ]);
  });

  test.skipIf(absent('crm-exports'))('a monthly revenue is not taken for the value of a deal', async () => {
    desk = importDesk();
    const file = path.join(DATA, 'crm-exports/aws-ace/Opportunity-Create-Inbound-Sample.json');
    const preview = await desk.preview({ files: [file] });
    expect(preview.files[0]).toMatchObject({ kind: 'registrations', mapping: { source: 'AWS ACE' } });
    expect(preview.files[0]?.mapping?.fields.value).toBeUndefined();
    expect(preview.issues.map(({ code }) => code)).toContain('monthly_revenue');
  });

  test.skipIf(absent('crm-exports'))('what holds no records says so, and nothing else comes of it', async () => {
    desk = importDesk();
    const files = filesOf('crm-exports/aws-ace').filter((file) => !/Opp[o]?ortunity-.*json$/.test(file));
    const preview = await desk.preview({ files });
    expect(preview.files.map(({ use }) => use)).toEqual(preview.files.map(() => 'none'));
    for (const { file } of preview.files) expect(preview.issues.some((issue) => issue.file === file)).toBe(true);
  });
});
