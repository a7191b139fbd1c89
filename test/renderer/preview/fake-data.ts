import type { RegistrationItem } from '../../../src/contract/registrations.ts';
import type { WorkspaceInfo } from '../../../src/contract/workspace.ts';

const now = Date.UTC(2026, 9, 12, 8, 14);
const hash = '8f3a'.padEnd(64, 'c21e');

export const infoOf = (): WorkspaceInfo =>
  ({
    id: '0192f7a0-0000-7000-8000-000000000000',
    name: 'Northwind Robotics',
    kind: 'demo',
    file: 'Northwind Robotics.tributary',
    currency: 'EUR',
    timeZone: 'Europe/Berlin',
    createdAt: now - 9e10,
    now,
    today: '2026-10-12',
    actor: 'M. Okafor',
    journal: { entries: 12_418, head: hash },
    extract: { asOf: '2026-09-30', ageDays: 12, stale: true, staleAfterDays: 7 },
    counts: {
      accounts: 3_000,
      opportunities: 5_000,
      partners: 40,
      registrations: 900,
      toDecide: 23,
      overdue: 2,
      openCases: 4,
      protectionsEnding: 6,
    },
    backups: { newestAt: now - 7_200_000, count: 9 },
  }) as unknown as WorkspaceInfo;

export const today = {
  items: [],
  total: 9,
  counts: { decide: 9 },
  nextStep: { words: 'Import the newest CRM extract.', command: 'files.import' },
};

const customers = [
  'Halden Precision GmbH',
  'Universität Köln',
  'Orchid Foods Pte',
  'St. Brigid Hospital',
  'Marchetti Stampi S.p.A.',
  'Ferrovia Sul',
  'Kowalczyk i Synowie',
  'Pacific Kelp Co.',
  'Handelsgesellschaft für außergewöhnlich lange Firmennamen und Söhne mbH & Co. KG',
  'شركة النور للتجارة والصناعة',
  '東京ロボティクス株式会社',
];
const partners = ['Kestrel Parts', 'Blue Delta IT', 'Lim & Tan', 'Caredata', 'Automa Nord', 'Linha Clara'];
const families = ['Robotics', 'Analytics', 'Vision', 'Records', 'Scheduling'];

/** Registrations by the clock, as many as asked for. */
export function manyRegistrations(count: number): RegistrationItem[] {
  return Array.from({ length: count }, (_, index) => {
    const pick = <Item>(from: readonly Item[]) => from[index % from.length];
    const leftHours = index - 1.5;
    return {
      id: `0192f7a0-0000-7000-8000-${index.toString(16).padStart(12, '0')}`,
      number: `R-2026-${String(412 + index).padStart(4, '0')}`,
      state: 'submitted',
      close: null,
      provisional: false,
      customer: pick(customers),
      country: 'DE',
      family: pick(families),
      value: { minor: 18_400_000 + index * 7_300, currency: pick(['EUR', 'EUR', 'SGD', 'GBP', 'JPY']) },
      partner: '0192f7a0-0000-7000-8000-000000000001',
      partnerName: pick(partners),
      type: 'resale',
      receivedAt: now - index * 3_600_000,
      expectedClose: '2027-02-28',
      clock: {
        state: 'running',
        dueAt: now + leftHours * 3_600_000,
        leftHours,
        promise: '2 business days',
        level: leftHours < 0 ? 'overdue' : leftHours < 6 ? 'due' : 'calm',
      },
      contested: index % 7 === 3,
      fails: 0,
      cannotTell: index % 3 === 0 ? 1 : 0,
      revision: 1,
    } as unknown as RegistrationItem;
  });
}
