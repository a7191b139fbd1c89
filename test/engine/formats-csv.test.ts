import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { readTables, readWhole } from '../../src/engine/formats/read-table.ts';
import { cellsOf, codesOf, readOne, readText, rowIssues } from './formats-data.ts';

describe('encodings', () => {
  const text = 'Name;Ort\r\nMüller & Söhne;Köln\r\nČeská škoda;Plzeň\r\n';

  test.each([
    { encoding: 'utf-8', bytes: Buffer.from(text) },
    { encoding: 'utf-8', bytes: Buffer.from(`\uFEFF${text}`) },
    { encoding: 'utf-16le', bytes: Buffer.from(`\uFEFF${text}`, 'utf16le') },
    { encoding: 'utf-16le', bytes: Buffer.from(text, 'utf16le') },
    { encoding: 'utf-16be', bytes: Buffer.from(`\uFEFF${text}`, 'utf16le').swap16() },
    { encoding: 'utf-16be', bytes: Buffer.from(text, 'utf16le').swap16() },
  ])('$encoding is told by its bytes', async ({ encoding, bytes }) => {
    const table = await readOne(bytes);
    expect(table.encoding).toBe(encoding);
    expect(cellsOf(table)).toEqual([
      ['Müller & Söhne', 'Köln'],
      ['Česká škoda', 'Plzeň'],
    ]);
    expect(table.issues).toEqual([]);
  });

  test.each([
    { encoding: 'windows-1252', cell: 'Société Générale à Orléans, Größe, Año – “naïve”' },
    { encoding: 'windows-1251', cell: 'Общество с ограниченной ответственностью «Ромашка»' },
  ])('$encoding is guessed, and the guess is told with a sample', async ({ encoding, cell }) => {
    const table = await readOne(iconv.encode(`Name;Ort\n${cell};1\n${cell};2\n`, encoding));
    expect(table.encoding).toBe(encoding);
    expect(cellsOf(table)[0]).toEqual([cell, '1']);
    expect(codesOf(table)).toEqual(['encoding_guessed']);
  });

  test('a guess can be overruled', async () => {
    const bytes = iconv.encode('Name;Ort\nPlzeň;1\n', 'windows-1250');
    expect(cellsOf(await readOne(bytes, { encoding: 'windows-1250' }))).toEqual([['Plzeň', '1']]);
  });

  test('UTF-8 with one bad byte stays UTF-8, and the row that lost a letter is named', async () => {
    const good = Buffer.from('Name;Ort\nMüller;Köln\nJürgen;Düsseldorf\nŽofie;Plzeň\n');
    const table = await readOne(Buffer.concat([good, Buffer.from([0x42, 0xfc, 0x68, 0x3b, 0x31, 0x0a])]));
    expect(table.encoding).toBe('utf-8');
    expect(rowIssues(table)).toEqual(['characters_lost 5']);
  });
});

describe('delimiters and quotes', () => {
  test.each([
    { delimiter: ',', text: 'a,b,c\n1,2,3\n' },
    { delimiter: ';', text: 'a;b;c\n1,5;2,5;3,5\n4,5;5,5;6,5\n7,5;8,5;9,5\n' },
    { delimiter: '\t', text: 'a\tb\tc\n1, 2\t2\t3\n' },
    { delimiter: '|', text: 'a|b|c\n1|2|3\n' },
    { delimiter: ';', text: 'name;note\n"a, b, c";"d, e"\n' },
    { delimiter: ';', text: 'sep=;\na;b\n1;2\n' },
    { delimiter: '|', text: 'sep=|\r\na|b\r\n1,2|3,4\r\n' },
  ])('$delimiter in $text', async ({ delimiter, text }) => {
    const table = await readText(text);
    expect(table.delimiter).toBe(delimiter);
    expect(rowIssues(table)).toEqual([]);
  });

  test('a list of names with commas in them stays one column', async () => {
    const table = await readText('Company\nAcme, Inc.\nBeta, Ltd.\nGamma\n');
    expect([table.columns, cellsOf(table)]).toEqual([['Company'], [['Acme, Inc.'], ['Beta, Ltd.'], ['Gamma']]]);
  });

  test('a sep= line is no row, as in a spreadsheet', async () => {
    expect((await readText('sep=;\na;b\n1;2\n')).rows[0]?.row).toBe(2);
  });

  test.each([
    { what: 'CR LF', end: '\r\n' },
    { what: 'LF', end: '\n' },
    { what: 'CR', end: '\r' },
  ])('rows end with $what', async ({ end }) => {
    expect(cellsOf(await readText(['a,b', '1,"x"', '2,y', ''].join(end)))).toEqual([
      ['1', 'x'],
      ['2', 'y'],
    ]);
  });

  test('line ends may be mixed in one file', async () => {
    expect(cellsOf(await readText('a,b\r\n1,2\n3,4\r\n5,6'))).toEqual([
      ['1', '2'],
      ['3', '4'],
      ['5', '6'],
    ]);
  });

  test('a line break inside a cell starts no row', async () => {
    const table = await readText('a,b\n1,"x\ny\r\nz"\n2,w\n');
    expect(table.rows.map(({ row }) => row)).toEqual([2, 3]);
    expect(cellsOf(table)[0]).toEqual(['1', 'x\ny\r\nz']);
  });

  test('a quote that is never closed spoils its own row only', async () => {
    const table = await readText('a,b\n1,x\n2,"never closed\n3,y\n4,z\n');
    expect(rowIssues(table)).toEqual(['quote_unclosed 3']);
    expect(cellsOf(table).slice(2)).toEqual([
      ['3', 'y'],
      ['4', 'z'],
    ]);
  });

  test('a quote inside a quoted cell that is not doubled is told, and columns stay where they are', async () => {
    const table = await readText('a,b,c\n1,"5" pipe, new",x\n2,y,z\n');
    expect(rowIssues(table)).toEqual(['quote_inside 2']);
    expect(cellsOf(table)).toEqual([
      ['1', '5" pipe, new', 'x'],
      ['2', 'y', 'z'],
    ]);
  });

  test('a quote in the middle of an unquoted cell is a character', async () => {
    expect(cellsOf(await readText('a,b\n5" pipe,x\n'))).toEqual([['5" pipe', 'x']]);
  });

  test('a backslash at the end of a quoted cell is a character where quotes are doubled', async () => {
    expect(cellsOf(await readText('a,b\n"C:\\dir\\","x ""y"""\n"D:\\",z\n'))).toEqual([
      ['C:\\dir\\', 'x "y"'],
      ['D:\\', 'z'],
    ]);
  });
});

describe('header and footer', () => {
  test('titles, notes and blank lines above the header are left out and told', async () => {
    const table = await readText(
      'Open Deals\nAs of 2026-09-30\n\nName,Amount,Close\nAcme,5,2026-10-01\nBeta,6,2026-10-02\n',
    );
    expect([table.headerRow, table.columns]).toEqual([4, ['Name', 'Amount', 'Close']]);
    expect(table.rows.map(({ row }) => row)).toEqual([5, 6]);
    expect(codesOf(table)).toEqual(['preamble_skipped']);
  });

  test('the closing lines of a Salesforce report are left out and told', async () => {
    const table = await readText(
      'Name,Amount,Close\nAcme,5,x\nBeta,6,y\n\n\n"Open Deals"\n"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."\n"Confidential Information - Do Not Distribute"\n"Generated By:  Jane Doe 11/23/2026 10:00 AM"\n"Acme Ltd"\n',
    );
    expect(table.rowCount).toBe(2);
    expect(codesOf(table)).toEqual(['footer_skipped']);
    expect(rowIssues(table)).toEqual([]);
  });

  test('a total under the last row is no record, a company called Total is one', async () => {
    expect((await readText('Name,A,B,C\nAcme,1,2,3\nTotal,,,3\n')).rowCount).toBe(1);
    expect((await readText('Name,A,B,C\nAcme,1,2,3\nTotal Energies,1,,3\n')).rowCount).toBe(2);
  });

  test('a short last row that looks like nothing else is a short row', async () => {
    expect(rowIssues(await readText('a,b,c\n1,2,3\n4\n'))).toEqual(['row_too_short 3']);
  });

  test('a header repeated among the rows is skipped', async () => {
    const table = await readText('a,b\n1,2\na,b\n3,4\n');
    expect(table.rows.map(({ row }) => row)).toEqual([2, 4]);
    expect(codesOf(table)).toEqual(['header_repeated']);
  });

  test('a file without a header gets names for its columns, and keeps its first row', async () => {
    const table = await readText('Acme,2026-01-31,500\nBeta,2026-02-28,700\n');
    expect([table.headerRow, table.columns, table.rowCount]).toEqual([0, ['Column A', 'Column B', 'Column C'], 2]);
    expect(codesOf(table)).toEqual(['header_absent']);
  });

  test('years and numbers in order are names of columns', async () => {
    expect((await readText('Account,2024,2025,2026\nAcme,1,2,3\n')).columns).toEqual([
      'Account',
      '2024',
      '2025',
      '2026',
    ]);
    expect((await readText('Account,1,2,3\nAcme,10,20,30\n')).headerRow).toBe(1);
  });

  test('the header row can be told', async () => {
    expect((await readText('a,b\nName,Amount\nx,1\n', { headerRow: 2 })).columns).toEqual(['Name', 'Amount']);
  });

  test('a row renamed for the second time avoids a name that is there already', async () => {
    expect((await readText('a,a,a (2)\n1,2,3\n')).columns).toEqual(['a', 'a (3)', 'a (2)']);
  });
});

describe('a long file', () => {
  const long = Buffer.from(
    `id,note\n${Array.from({ length: 60_000 }, (_, at) => `${at},"line ${at}\nand more, ${'x'.repeat(20)}"`).join('\n')}\n`,
  );

  test('comes in chunks, every row once and in order', async () => {
    let next = 2;
    let chunks = 0;
    for await (const part of readTables(long, { name: 'long.csv' })) {
      if (part.part !== 'rows') continue;
      chunks += 1;
      for (const { row, cells } of part.rows) {
        if (row !== next || cells[0] !== String(row - 2)) throw new Error(`expected row ${next}, found ${row}`);
        next += 1;
      }
    }
    expect(next).toBe(60_002);
    expect(chunks).toBeGreaterThan(1);
  });

  test('can be cut after a few rows', async () => {
    const table = await readOne(long, { limitRows: 5 });
    expect([table.rowCount, table.cut, table.rows.length]).toEqual([5, true, 5]);
  });

  test('tells how far it is', async () => {
    const done: number[] = [];
    await readOne(long, { onProgress: ({ bytesDone }) => done.push(bytesDone) });
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect(done.at(-1)).toBe(long.length);
  });

  test('can be given up', async () => {
    const controller = new AbortController();
    const reading = (async () => {
      for await (const part of readTables(long, { name: 'long.csv', signal: controller.signal })) {
        if (part.part === 'rows') controller.abort();
      }
    })();
    await expect(reading).rejects.toThrow('aborted');
  });

  test('a quote that opens early and is never closed takes no longer', async () => {
    const table = await readOne(Buffer.from(`a,b\n1,"open\n${'2,x\n'.repeat(400_000)}`));
    expect(table.rowCount).toBe(400_001);
    expect(rowIssues(table)).toEqual(['quote_unclosed 2']);
  });
});

test('a small file cut at any byte gives a table or a refusal, never a crash', async () => {
  const whole = Buffer.from('\uFEFFName;Ort;Betrag\r\n"Müller ""GmbH""";"Köln\r\nSüd";1,5\r\nŽofie;Plzeň;2\r\n');
  for (let length = 1; length < whole.length; length += 1) {
    const { tables, refused } = await readWhole(whole.subarray(0, length), { name: 'cut.csv' });
    expect(tables.length + refused.length).toBeGreaterThan(0);
    for (const { rows, columns } of tables)
      expect(rows.every(({ cells }) => cells.length === columns.length)).toBe(true);
  }
});
