import type { Moment } from '../../src/contract/units.ts';
import { approve } from '../../src/engine/registrations/index.ts';
import { settle } from '../../src/engine/settle.ts';
import { type DealDesk, the } from './deal-desk.ts';
import type { ExtractSays, OpportunitySays } from './extract.ts';
import { moment } from './workspace.ts';

export const TUESDAY = moment('2026-06-02T10:00+02:00');
export const SUMMER = moment('2026-07-06T10:00+02:00');

/** An extract in which Halden Precision is an account, with opportunities like the one Kestrel Parts registered. */
export const haldenExtract = (
  asOf: string,
  ...opportunities: readonly (Partial<OpportunitySays> & { readonly key?: string })[]
): ExtractSays => ({
  asOf,
  accounts: [{ key: 'A-9', name: 'Halden Precision GmbH', domain: 'halden.example.com', country: 'DE', city: 'Ulm' }],
  opportunities: opportunities.map((one) => ({
    key: 'O-9',
    account: 'A-9',
    product: 'CRM',
    openedOn: '2026-06-15',
    minor: 18_400_000,
    ...one,
  })),
});

/** Takes an extract of Halden in and settles. */
export function takeAndSettle(
  desk: DealDesk,
  when: Moment,
  ...opportunities: Parameters<typeof haldenExtract>[1][]
): { readonly batch: string; readonly settled: ReturnType<typeof settle> } {
  const batch = desk.take(haldenExtract(new Date(when.at).toISOString().slice(0, 10), ...opportunities), when);
  return { batch, settled: settle(desk.db, when) };
}

/** A registration of Kestrel Parts on Halden Precision, approved on Tuesday. */
export function approvedHalden(desk: DealDesk, changes: Parameters<DealDesk['file']>[0] = {}) {
  const filed = desk.file(changes);
  approve(desk.db, { ...the(filed), override: 'Known to be good' }, TUESDAY);
  return filed;
}

/** The id of an opportunity by its key. */
export function opportunityId(desk: DealDesk, key: string): string {
  const row = desk.db.get<{ id: string }>('SELECT id FROM opportunities WHERE key = ?', key);
  if (row === undefined) throw new Error(`expected an opportunity ${key}, found none`);
  return row.id;
}
