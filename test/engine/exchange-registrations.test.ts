import fs from 'node:fs';
import path from 'node:path';
import iconv from 'iconv-lite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RegistrationId } from '../../src/contract/units.ts';
import { exportDecisions, wrongRows } from '../../src/engine/exchange/index.ts';
import { readWhole, type WholeTable } from '../../src/engine/formats/index.ts';
import { lastEntry } from '../../src/engine/journal/index.ts';
import { approve, reject } from '../../src/engine/registrations/index.ts';
import { csv, type ImportDesk, importDesk } from '../support/import-desk.ts';

let desk: ImportDesk;
beforeEach(async () => {
  desk = importDesk();
  await desk.take(
    desk.file(
      'partners.csv',
      csv(
        'Partner ID,Partner Name,Tier,Country',
        'P1,Kestrel Parts GmbH,Gold,DE',
        'P2,Tellus IT,Silver,DE',
        'P3,Tellus IT,Gold,FR',
      ),
    ),
  );
});
afterEach(() => desk.close());

const COLUMNS =
  'Partner,Customer,Website,Country,Contact,Title,E-mail,Product family,Estimated value,Currency,Expected close,Evidence kind,Evidence date,Evidence note,Received at';
const ROW =
  'Kestrel Parts GmbH,Harrow Robotics GmbH,harrow.de,Germany,Ada Lund,Head of IT,ada@harrow.de,CRM,"25,000.00",EUR,2026-12-15,demo or proof of concept,2026-09-20,Demo for the sales team in Ulm.,2026-09-22T10:30+02:00';
const all = () =>
  desk.workspace.db.all<Record<string, unknown>>(
    'SELECT number, customer_name AS customer, value_minor AS minor, currency, family, received_at AS at, state FROM registrations ORDER BY number',
  );

describe('registrations in a file', () => {
  test('are filed as if each had been submitted, in the order of receipt', async () => {
    const later = ROW.replace('Harrow Robotics GmbH', 'Norvik AS').replace('2026-09-22T10:30+02:00', '2026-09-21');
    const { counts } = await desk.take(desk.file('claims.csv', csv(COLUMNS, ROW, later)));
    expect(counts.new).toBe(2);
    expect(all()).toEqual([
      {
        number: 'R-2026-0001',
        customer: 'Norvik AS',
        minor: 2_500_000,
        currency: 'EUR',
        family: 'CRM',
        at: Date.parse('2026-09-21T00:00+02:00'),
        state: 'submitted',
      },
      {
        number: 'R-2026-0002',
        customer: 'Harrow Robotics GmbH',
        minor: 2_500_000,
        currency: 'EUR',
        family: 'CRM',
        at: Date.parse('2026-09-22T10:30+02:00'),
        state: 'submitted',
      },
    ]);
    const { db } = desk.workspace;
    expect(db.get('SELECT kind, happened_on AS day, note FROM registration_evidence LIMIT 1')).toEqual({
      kind: 'demo or proof of concept',
      day: '2026-09-20',
      note: 'Demo for the sales team in Ulm.',
    });
    expect(db.get("SELECT count(*) AS n FROM lineage WHERE kind = 'registrations'")).toEqual({ n: 2 });
    expect(db.get('SELECT count(*) AS n FROM findings')).not.toEqual({ n: 0 });
  });

  test('filed before is unchanged, twice in a file is skipped', async () => {
    await desk.take(desk.file('claims.csv', csv(COLUMNS, ROW)));
    const preview = await desk.preview({
      files: [
        desk.file(
          'again.csv',
          csv(COLUMNS, ROW, ROW.replace('harrow.de,', 'harrow.com,'), ROW.replace('harrow.de,', 'harrow.com,')),
        ),
      ],
    });
    expect(preview.counts).toEqual({ new: 1, changed: 0, unchanged: 1, wrong: 0, skipped: 1 });
  });

  test('the canonical registration comes in from JSON too', async () => {
    const registration = {
      partner: 'P1',
      type: 'referral',
      customer: { name: 'Harrow Robotics GmbH', domain: 'harrow.de', country: 'DE', city: 'Ulm' },
      contact: { name: 'Ada Lund', title: 'Head of IT', email: 'ada@harrow.de' },
      family: 'CRM',
      value: { minor: 2_500_000, currency: 'EUR' },
      expectedClose: '2026-12-15',
      evidence: [{ kind: 'solution agreed', date: '2026-09-20', note: 'Agreed on it, in Ulm.' }],
      receivedAt: '2026-09-22T10:30:00Z',
    };
    const second = { ...registration, customer: { name: 'Norvik AS' } };
    const preview = await desk.preview({ files: [desk.file('claims.json', JSON.stringify([registration, second]))] });
    expect(preview.files[0]).toMatchObject({ kind: 'registrations', counts: { new: 2, wrong: 0 } });
    expect((await desk.rows(preview.batch))[0]?.record).toMatchObject({
      ...registration,
      receivedAt: Date.parse(registration.receivedAt),
    });
    await desk.commit(preview.batch);
    expect(all()).toHaveLength(2);
    const alone = await desk.preview({
      files: [desk.file('one.json', JSON.stringify({ ...registration, customer: { name: 'Alone Ltd' } }))],
    });
    expect(alone.counts).toMatchObject({ new: 1, wrong: 0 });
  });

  test('a character cut in half spoils neither the file nor the journal', async () => {
    const claim = { partner: 'P1', customer: { name: 'Harrow \ud83d', country: 'DE' } };
    const { batch } = await desk.preview({
      files: [desk.file('claims.json', JSON.stringify([claim]))],
      kind: 'registrations',
    });
    expect(await desk.commit(batch)).toMatchObject({ counts: { new: 1 } });
    expect(desk.workspace.db.get('SELECT customer_name AS name FROM registrations')).toEqual({ name: 'Harrow \uFFFD' });
  });

  test('a partner that nobody knows, or that two are called, is wrong; so is what is still to come', async () => {
    const { issues, counts } = await desk.preview({
      files: [
        desk.file(
          'claims.csv',
          csv(
            COLUMNS,
            ROW,
            ROW.replace('Kestrel Parts GmbH', 'Kestrel Marine'),
            ROW.replace('Kestrel Parts GmbH', 'Tellus IT'),
            ROW.replace('Kestrel Parts GmbH', 'P3'),
            ROW.replace('2026-09-22T10', '2027-09-22T10'),
            ROW.replace('Harrow Robotics GmbH', ''),
          ),
        ),
      ],
    });
    expect(counts).toMatchObject({ new: 2, wrong: 4 });
    expect(issues.map(({ row, code }) => [row, code])).toEqual([
      [3, 'partner_unknown'],
      [4, 'partner_ambiguous'],
      [6, 'received_later_than_now'],
      [7, 'customer_missing'],
    ]);
  });

  test('a partner’s own file without a partner column takes one partner for all rows', async () => {
    const file = desk.file(
      'own.csv',
      csv('Customer,Product family,Estimated value,Expected close', 'Harrow Robotics GmbH,CRM,25000,2026-12-15'),
    );
    const asked = await desk.preview({ files: [file] });
    expect(asked.issues.map(({ code }) => code)).toContain('column_missing');
    const told = await desk.preview({ files: [{ path: file, mapping: { fields: { partner: { constant: 'P1' } } } }] });
    expect(told.counts).toMatchObject({ new: 1, wrong: 0 });
    await desk.commit(told.batch);
    expect(all()).toMatchObject([{ customer: 'Harrow Robotics GmbH', minor: 2_500_000 }]);
  });

  test('a partner list and its registrations can come together', async () => {
    const { counts } = await desk.take(
      desk.file('new.csv', csv('Partner ID,Partner Name,Tier,Country', 'P9,Novum Systems,Gold,DE')),
      desk.file('claims.csv', csv(COLUMNS, ROW.replace('Kestrel Parts GmbH', 'Novum Systems'))),
    );
    expect(counts.new).toBe(2);
    expect(desk.workspace.db.get('SELECT p.name FROM registrations r JOIN partners p ON p.id = r.partner_id')).toEqual({
      name: 'Novum Systems',
    });
  });

  test('people at partners come in with their certificates', async () => {
    const file = desk.file(
      'people.csv',
      csv(
        'Partner,First name,Last name,Job title,Email,Certified in,Certified until',
        'P1,Ada,Lund,Engineer,ada@kestrel.de,CRM; ERP,2027-01-31',
        'Nobody,Bo,Ek,Seller,bo@nobody.se,,',
      ),
    );
    const preview = await desk.preview({ files: [file] });
    expect(preview.counts).toMatchObject({ new: 1, wrong: 1 });
    await desk.commit(preview.batch);
    expect(desk.workspace.db.get('SELECT name, title, certifications FROM contacts')).toEqual({
      name: 'Ada Lund',
      title: 'Engineer',
      certifications: JSON.stringify([
        { family: 'CRM', until: '2027-01-31' },
        { family: 'ERP', until: '2027-01-31' },
      ]),
    });
    expect((await desk.preview({ files: [file] })).counts).toMatchObject({ unchanged: 1, wrong: 1 });
  });

  test('people name their partner as it is, as it was, and one that comes with them', async () => {
    const PARTNERS = 'Partner ID,Partner Name,Tier,Country';
    const PEOPLE = 'Contact ID,First Name,Last Name,Partner,Email';
    await desk.take(desk.file('known.csv', csv(PARTNERS, 'Q1,Norvik,Gold,DE', 'Q2,Halden,Gold,DE')));
    await desk.take(desk.file('people.csv', csv(PEOPLE, 'C1,Ada,Lund,Norvik,ada@norvik.de')));
    const { batch } = await desk.preview({
      files: [
        desk.file('more.csv', csv(PARTNERS, 'Q3,Pinzgau,Gold,AT')),
        desk.file('people.csv', csv(PEOPLE, 'C1,Ada,Lund,Halden,ada@norvik.de', 'C2,Bo,Ek,Pinzgau,bo@pinzgau.at')),
      ],
    });
    expect(await desk.rows(batch, { file: 'people.csv' })).toMatchObject([
      { fate: 'changed', record: { partner: 'Halden' }, before: { partner: 'Norvik' } },
      { fate: 'new', record: { partner: 'Pinzgau' }, before: null },
    ]);
  });
});

describe('what goes back', () => {
  const to = (name: string) => ({ path: path.join(desk.folder, name) });
  const tableOf = async (name: string): Promise<WholeTable> => {
    const { tables } = await readWhole(path.join(desk.folder, name), { name });
    const [table] = tables;
    if (table === undefined) throw new Error(`expected a table in ${name}`);
    return table;
  };

  test('wrong rows go back with a reason, and come in as they are once mended', async () => {
    const { db } = desk.workspace;
    const before = desk.file(
      'claims.csv',
      csv(COLUMNS, ROW, ROW.replace('2026-12-15', '2026-02-31').replace('Harrow Robotics GmbH', '"=Harrow, ""Two"""')),
    );
    const { batch } = await desk.preview({ files: [before] });
    await desk.commit(batch);
    const written = await wrongRows(db, { batch, to: to('back.csv') }, desk.context.moment(), desk.context.outside);
    expect(written).toMatchObject({ file: 'back.csv', rows: 1 });
    const back = await tableOf('back.csv');
    expect(back.columns).toEqual([...COLUMNS.split(','), 'Why it was not imported']);
    expect(back.rows[0]?.cells[1]).toBe('=Harrow, "Two"');
    expect(back.rows[0]?.cells.at(-1)).toMatch(/^Expected close: “2026-02-31” is not a date/);
    const mended = fs.readFileSync(path.join(desk.folder, 'back.csv'), 'utf8').replace(',2026-02-31,', ',2026-02-28,');
    const again = await desk.preview({ files: [desk.file('mended.csv', mended)] });
    expect(again.files[0]).toMatchObject({ kind: 'registrations', counts: { new: 1, wrong: 0 } });
    expect(db.get('SELECT verb, words FROM journal_entries ORDER BY seq DESC LIMIT 1')).toEqual({
      verb: 'exchange.export',
      words: '1 wrong row of claims.csv went back to the sender',
    });
  });

  test.each([
    ['windows-1252', ';', 'windows-1252'],
    ['windows-1252', '\t', 'windows-1252'],
    ['utf-16le', ',', 'utf-16le'],
    ['utf-8', '|', 'utf-8'],
    // So few letters of it would be taken for windows-1252 when the file comes back.
    ['windows-1250', ';', 'utf-8'],
  ] as const)('wrong rows of a file in %s between “%s” go back in %s', async (encoding, delimiter, back) => {
    const town = encoding === 'windows-1250' ? 'Škoda Plzeň' : 'Müller GmbH';
    const text = csv(COLUMNS, ROW.replace('2026-12-15', '2026-02-31').replace('Harrow Robotics GmbH', town));
    const bytes = iconv.encode(text.replaceAll(',', delimiter), encoding, { addBOM: encoding === 'utf-16le' });
    const said = encoding === 'windows-1250' ? ({ mapping: { encoding } } as const) : {};
    const { batch } = await desk.preview({ files: [{ path: desk.file('claims.csv', bytes), ...said }] });
    const { db } = desk.workspace;
    await wrongRows(db, { batch, to: to('back.csv') }, desk.context.moment(), desk.context.outside);
    const { files, batch: again } = await desk.preview({ files: [path.join(desk.folder, 'back.csv')] });
    expect(files[0]).toMatchObject({ read: { encoding: back, delimiter }, counts: { wrong: 1 } });
    expect((await desk.rows(again))[0]?.record).toMatchObject({ customer: { name: town } });
  });

  test('nothing wrong is nothing to send', async () => {
    const { batch } = await desk.preview({ files: [desk.file('claims.csv', csv(COLUMNS, ROW))] });
    await expect(
      wrongRows(desk.workspace.db, { batch, to: to('x.csv') }, desk.context.moment(), desk.context.outside),
    ).rejects.toThrow(/No row/);
  });

  test.each(['xlsx', 'csv'] as const)(
    'a partner gets its own decisions as %s, with the head of the journal and nobody else’s name',
    async (format) => {
      const { db } = desk.workspace;
      await desk.take(
        desk.file(
          'claims.csv',
          csv(COLUMNS, ROW, ROW.replace('Harrow Robotics GmbH', 'Norvik AS'), ROW.replace('Kestrel Parts GmbH', 'P2')),
        ),
      );
      const ids = db.all<{ id: RegistrationId; customer: string }>(
        "SELECT r.id, r.customer_name AS customer FROM registrations r JOIN partners p ON p.id = r.partner_id WHERE p.key = 'P1' ORDER BY r.number",
      );
      const [first, second] = ids;
      if (first === undefined || second === undefined) throw new Error('expected two registrations');
      approve(db, { registration: first.id, override: 'Tellus IT agreed' }, desk.context.moment());
      reject(
        db,
        { registration: second.id, code: 'already registered', reason: 'Tellus IT was first' },
        desk.context.moment(),
      );
      const head = lastEntry(db).hash;
      const written = exportDecisions(
        db,
        { what: 'decisions', partner: 'P1', format, to: to(`out.${format}`) },
        desk.context.moment(),
        desk.context.outside,
      );
      expect(written.rows).toBe(2);
      const table = await tableOf(`out.${format}`);
      expect(table.columns).toEqual([
        'Number',
        'Customer',
        'Family',
        'Value',
        'Currency',
        'Received',
        'State',
        'Decision',
        'Reason',
        'Protected until',
        'Next step',
        ...(format === 'csv' ? ['As of', 'Journal entry', 'Journal head'] : []),
      ]);
      expect(table.rows).toHaveLength(2);
      const text = JSON.stringify([table.rows, table.issues]);
      expect(text).not.toContain('Tellus');
      expect(text).toContain('approved on 2026-10-05');
      expect(text).toContain('already registered');
      if (format === 'csv') {
        // Nothing but rows: another program takes it as it is.
        expect(fs.readFileSync(path.join(desk.folder, 'out.csv'), 'utf8').trimEnd().split('\r\n')).toHaveLength(3);
        expect(table.rows.map(({ cells }) => cells.at(-1))).toEqual([head, head]);
      } else {
        expect(table.issues.map(({ message }) => message).join(' ')).toContain(`head ${head.slice(0, 12)}`);
      }
      expect(lastEntry(db).hash).not.toBe(head);
    },
  );

  test('all partners in one file name each', async () => {
    await desk.take(desk.file('claims.csv', csv(COLUMNS, ROW, ROW.replace('Kestrel Parts GmbH', 'P2'))));
    const { db } = desk.workspace;
    exportDecisions(
      db,
      { what: 'decisions', format: 'csv', to: to('all.csv') },
      desk.context.moment(),
      desk.context.outside,
    );
    const table = await tableOf('all.csv');
    expect(table.columns[0]).toBe('Partner');
    expect(table.rows.slice(0, 2).map(({ cells }) => cells[0])).toEqual(['Tellus IT', 'Kestrel Parts GmbH']);
  });
});
