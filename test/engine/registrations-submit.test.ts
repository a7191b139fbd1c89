import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listEntries } from '../../src/engine/journal/index.ts';
import { type DealDesk, openDealDesk, refusalOf } from '../support/deal-desk.ts';
import { moment } from '../support/workspace.ts';

let desk: DealDesk;
beforeEach(() => {
  desk = openDealDesk();
});
afterEach(() => desk.close());

const results = (filed: { findings: readonly { rule: string; result: string }[] }, ...rules: string[]) =>
  filed.findings.filter(({ rule }) => rules.includes(rule)).map(({ rule, result }) => `${rule} ${result}`);

describe('filing a registration', () => {
  test('a complete one on a new customer passes everything', () => {
    const filed = desk.file();
    expect(filed.findings.filter(({ result }) => result !== 'pass')).toEqual([]);
    expect(filed).toMatchObject({
      number: 'R-2026-0001',
      state: 'submitted',
      customer: 'Halden Precision GmbH',
      country: 'DE',
      partnerName: 'Kestrel Parts',
      contested: false,
      fails: 0,
      cannotTell: 0,
      rung: 4,
      completeness: { given: 10, required: 10, missing: [] },
      account: null,
      nameAlone: false,
      decision: null,
      allowed: ['approve', 'return', 'reject', 'withdraw', 'openCase'],
    });
    expect(filed.ifApproved).toMatchObject({
      protectedUntil: '2026-08-30',
      firstMeetingDue: '2026-07-01',
      supporter: 'M. Okafor',
      provisional: false,
    });
    expect(filed.findings.find(({ rule }) => rule === 'NN1')?.asOf).toBe('2026-05-29');
  });

  test('the clock runs two business days in the programme’s calendar', () => {
    const filed = desk.file({}, moment('2026-06-03T15:00+02:00'));
    // Two hours on Wednesday, Thursday, six on Friday; Corpus Christi is not nationwide.
    expect(filed.clock).toMatchObject({ state: 'running', dueAt: Date.parse('2026-06-05T15:00+02:00'), leftHours: 16 });
  });

  test.each([
    ['its id', (id: string) => id],
    ['its key', () => 'P-1'],
    ['its name in another hand', () => ' KESTREL parts '],
  ])('the partner is known by %s', (_, written) => {
    const id = desk.db.get<{ id: string }>("SELECT id FROM partners WHERE key = 'P-1'")?.id ?? '';
    expect(desk.file({ partner: written(id) }).partnerName).toBe('Kestrel Parts');
  });

  test.each([
    ['the partner is unknown', { partner: 'Nobody' }, 'REFUSED partner_unknown'],
    ['two partners have the name', { partner: 'Twin Supply' }, 'REFUSED partner_ambiguous'],
    [
      'it would have been received later than now',
      { receivedAt: '2026-06-01T10:00:01+02:00' },
      'REFUSED received_later_than_now',
    ],
  ])('is refused when %s', (_, changes, refusal) => {
    expect(refusalOf(() => desk.file(changes))).toBe(refusal);
    expect(listEntries(desk.db, { limit: 10 }).items[0]?.verb).toBe('exchange.commit');
  });

  test('the very same content twice is refused, whoever types it and in which order its evidence stands', () => {
    const talk = {
      kind: 'initial discussion' as const,
      date: '2026-05-01',
      note: 'A first talk with the plant manager.',
    };
    const demo = {
      kind: 'demo or proof of concept' as const,
      date: '2026-05-09',
      note: 'A demo on the shop floor in Ulm.',
    };
    desk.file({ evidence: [talk, demo] });
    const again = () =>
      desk.file({ partner: 'P-1', family: ' CRM ', evidence: [demo, talk] }, moment('2026-06-02T10:00+02:00'));
    expect(refusalOf(again)).toBe('REFUSED filed_before');
  });

  test('numbers count by the year of receipt', () => {
    desk.file({ receivedAt: '2025-12-30T12:00:00+01:00' });
    desk.file({ reference: 'second' });
    desk.file({ reference: 'third' });
    expect(
      desk.db.all<{ number: string }>('SELECT number FROM registrations ORDER BY number').map((row) => row.number),
    ).toEqual(['R-2025-0001', 'R-2026-0001', 'R-2026-0002']);
  });

  test('the number after R-2026-9999 has five digits, and counting goes on', () => {
    desk.file();
    desk.db.connection.sqlite.exec("UPDATE registrations SET number = 'R-2026-9999'");
    expect(desk.file({ reference: 'b' }).number).toBe('R-2026-10000');
    expect(desk.file({ reference: 'c' }).number).toBe('R-2026-10001');
  });

  test('what is missing is named, and what cannot be judged says so', () => {
    const filed = desk.file({ contact: {}, value: null, evidence: [], customer: { name: 'Halden Precision GmbH' } });
    expect(filed.completeness.missing).toEqual([
      'customer’s domain',
      'customer’s country',
      'contact’s name',
      'contact’s title',
      'contact’s e-mail address',
      'estimated value with its currency',
      'qualifying interaction with its date',
    ]);
    expect(results(filed, 'CR1', 'CR3', 'CR9', 'NN1')).toEqual([
      'CR1 fail',
      'CR3 cannot tell',
      'CR9 fail',
      'NN1 cannot tell',
    ]);
    expect(filed.nameAlone).toBe(true);
  });

  test('the journal names no person, and keeps what was written outside the chain', () => {
    const filed = desk.file();
    const entry = listEntries(desk.db, { limit: 1 }).items[0];
    expect(entry).toMatchObject({
      verb: 'registrations.submit',
      subject: filed.id,
      subjectName: 'R-2026-0001',
      words: 'R-2026-0001 came in from Kestrel Parts for Halden Precision GmbH',
      edition: 1,
    });
    expect(JSON.stringify(entry)).not.toMatch(/Ada|Lund|ada@/);
    expect(
      desk.db.get<{ n: number }>("SELECT count(*) AS n FROM journal_inputs WHERE body LIKE '%ada@halden%'")?.n,
    ).toBe(1);
  });
});

describe('checks against the CRM', () => {
  test('an open direct opportunity fails, with the opportunity, its file and row as evidence', () => {
    const filed = desk.file({ customer: { name: 'Orchid Foods Pte Ltd', domain: 'orchid.sg', country: 'SG' } });
    expect(filed.account?.name).toBe('Orchid Foods Pte');
    expect(results(filed, 'NN1', 'NN3')).toEqual(['NN1 fail', 'NN3 fail']);
    expect(filed.findings.find(({ rule }) => rule === 'NN1')?.evidence[0]).toMatchObject({
      record: 'opportunity',
      label: 'O-1 (Orchid Foods Pte)',
      field: 'stage',
      lineage: { file: 'opportunities.csv', row: 2, asOf: '2026-05-29' },
    });
    expect(filed.contested).toBe(true);
    expect(filed.competing).toMatchObject([{ kind: 'opportunity', label: 'O-1 (Engaging)', verdict: 'same' }]);
  });

  test('an existing customer without deals of ours passes and is resolved to its account', () => {
    const filed = desk.file({ customer: { name: 'NORVIK MARINE', domain: 'www.norvik.no', country: 'Norway' } });
    expect(filed.account?.name).toBe('Norvik Marine AS');
    expect(filed).toMatchObject({ fails: 0, cannotTell: 0 });
    expect(filed.candidates[0]).toMatchObject({ name: 'Norvik Marine AS', verdict: 'same' });
  });

  test('without an extract nothing about the CRM can be told', async () => {
    const bare = openDealDesk({ without: 'extract' });
    const filed = bare.file();
    expect(results(filed, 'NN1', 'NN2', 'NN3', 'NN4')).toEqual([
      'NN1 cannot tell',
      'NN2 cannot tell',
      'NN3 cannot tell',
      'NN4 pass',
    ]);
    expect(filed.ifApproved).toMatchObject({ provisional: true, provisionalWhy: 'No CRM extract was imported yet.' });
    await bare.close();
  });

  test('named accounts and published tenders of the programme are recognised', async () => {
    const strict = openDealDesk({
      programme: {
        netNew: {
          winWindowMonths: 12,
          activityWindowDays: 90,
          staleAfterDays: 14,
          namedAccounts: ['Halden Precision'],
          publishedTenders: [{ customer: 'Ferrovia Sul', on: '2026-05-01' as never, source: 'TED 2026/77' }],
        },
      },
    });
    expect(results(strict.file(), 'NN5', 'NN6')).toEqual(['NN5 fail', 'NN6 pass']);
    expect(results(strict.file({ customer: { name: 'Ferrovia Sul' } }), 'NN5', 'NN6')).toEqual([
      'NN5 pass',
      'NN6 fail',
    ]);
    await strict.close();
  });
});

describe('competing claims', () => {
  const blueDelta = {
    partner: 'Blue Delta IT',
    customer: { name: 'Halden Precision', domain: 'halden.example', country: 'DE' },
  };

  test('the second on the same customer and family fails, and the first is contested from then on', () => {
    const first = desk.file();
    const second = desk.file(blueDelta, moment('2026-06-01T11:00+02:00'));
    expect(results(second, 'NN4', 'CC1')).toEqual(['NN4 fail', 'CC1 fail']);
    const again = desk.see(first);
    expect(results(again, 'NN4', 'CC1')).toEqual(['NN4 pass', 'CC1 fail']);
    expect([first.contested, second.contested, again.contested]).toEqual([false, true, true]);
    expect(again.revision).toBe(2);
    expect(again.competing).toMatchObject([
      { kind: 'registration', label: 'R-2026-0002', partnerName: 'Blue Delta IT' },
    ]);
  });

  test('who files first does not matter, only who was received first', () => {
    const late = desk.file({ receivedAt: '2026-05-28T15:00:00+02:00' });
    const early = desk.file({ ...blueDelta, receivedAt: '2026-05-28T14:00:00+02:00' });
    expect(results(early, 'NN4', 'CC1')).toEqual(['NN4 pass', 'CC1 fail']);
    expect(results(desk.see(late), 'NN4', 'CC1')).toEqual(['NN4 fail', 'CC1 fail']);
  });

  test.each([
    ['another family', { family: 'Robots' }],
    ['another customer', { customer: { name: 'Brenner Logistik', domain: 'brenner.example', country: 'DE' } }],
  ])('%s does not compete', (_, changes) => {
    desk.file();
    expect(desk.file({ ...blueDelta, ...changes }).contested).toBe(false);
  });

  test('two sites of one customer do not compete, and a claim on the whole customer does with both', () => {
    desk.file({ site: 'Plant Ulm', family: 'Robots' });
    expect(desk.file({ ...blueDelta, family: 'Robots', site: 'Plant Kiel' }).contested).toBe(false);
    expect(desk.file({ ...blueDelta, partner: 'Tidewater', family: 'Robots' }).competing).toHaveLength(2);
  });

  test('the same partner again is a duplicate, not a competing claim', () => {
    desk.file();
    const again = desk.file({ reference: 'another number' });
    expect(results(again, 'DU1', 'CC1')).toEqual(['DU1 fail', 'CC1 pass']);
    expect(again.contested).toBe(false);
  });
});
