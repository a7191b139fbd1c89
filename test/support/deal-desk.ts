import { ORPCError } from '@orpc/contract';
import type { ProgrammeBody } from '../../src/contract/programme.ts';
import { RegistrationInput } from '../../src/contract/registrations.ts';
import type { Moment, Problem, RegistrationId } from '../../src/contract/units.ts';
import { getRegistration, submit } from '../../src/engine/registrations/index.ts';
import type { WriteDb } from '../../src/engine/store/db.ts';
import { type ExtractSays, importExtract } from './extract.ts';
import { sampleProgramme } from './sample-programme.ts';
import { moment, scratchWorkspace } from './workspace.ts';

type Written = (typeof RegistrationInput)['_zod']['input'];

/** A desk with partners and a CRM extract, where registrations come in. */
export interface DealDesk {
  readonly db: WriteDb;
  readonly close: () => Promise<void>;
  /** Files a complete registration of Kestrel Parts on Halden Precision for CRM, and whatever a test changes. */
  file(changes?: Partial<Written>, when?: Moment): ReturnType<typeof submit>;
  take(extract: ExtractSays, when?: Moment): string;
  /** A registration as it is now. */
  see(filed: { id: string }, when?: Moment): ReturnType<typeof getRegistration>;
}

/** What names a registration in an input; answers carry the id unbranded. */
export const the = (filed: { id: string }) => ({ registration: filed.id as RegistrationId });

/** Monday 2026-06-01, ten o'clock in Berlin: an hour into a working day. */
export const MONDAY = moment('2026-06-01T10:00+02:00');

/** A registration that passes every criterion and net-new test. */
export const halden = (changes: Partial<Written> = {}): Written => ({
  partner: 'Kestrel Parts',
  customer: { name: 'Halden Precision GmbH', domain: 'halden.example', country: 'Germany', city: 'Ulm' },
  contact: { name: 'Ada Lund', title: 'Head of production', email: 'ada@halden.example' },
  family: 'CRM',
  value: { minor: 18_400_000, currency: 'EUR' },
  expectedClose: '2026-12-01',
  evidence: [{ kind: 'in evaluation', date: '2026-05-20', note: 'Walked the line in Ulm and measured takt.' }],
  ...changes,
});

/** Partners Kestrel Parts (Gold, certified), Blue Delta IT (Silver) and Tidewater, and an extract of the Friday before. */
export const STANDING: ExtractSays = {
  asOf: '2026-05-29',
  coveredFrom: '2024-01-01',
  partners: [
    { key: 'P-1', name: 'Kestrel Parts', tier: 'Gold', supporter: 'M. Okafor', signedOn: '2024-03-01' },
    { key: 'P-2', name: 'Blue Delta IT', tier: 'Silver' },
    { key: 'P-3', name: 'Tidewater', tier: 'Registered' },
    { key: 'P-4', name: 'Twin Supply' },
    { key: 'P-5', name: 'TWIN SUPPLY' },
  ],
  contacts: ['P-1', 'P-2', 'P-3'].map((partner) => ({
    key: `C-${partner}`,
    partner,
    name: 'Jo Falk',
    families: ['CRM'],
  })),
  accounts: [
    { key: 'A-1', name: 'Norvik Marine AS', domain: 'norvik.no', country: 'NO', city: 'Bergen' },
    { key: 'A-2', name: 'Orchid Foods Pte', domain: 'orchid.sg', country: 'SG', city: 'Singapore' },
  ],
  opportunities: [
    {
      key: 'O-1',
      account: 'A-2',
      product: 'CRM',
      status: 'open',
      openedOn: '2026-04-02',
      lastActivityOn: '2026-05-12',
    },
  ],
};

/** Opens a desk. */
export function openDealDesk(options: { programme?: Partial<ProgrammeBody>; without?: 'extract' } = {}): DealDesk {
  const { db, close } = scratchWorkspace({ programme: sampleProgramme(options.programme) });
  const { accounts: _a, opportunities: _o, ...partnersOnly } = STANDING;
  importExtract(db, options.without === 'extract' ? partnersOnly : STANDING, moment('2026-05-29T18:00+02:00'));
  return {
    db,
    close,
    file: (changes = {}, when = MONDAY) => submit(db, RegistrationInput.parse(halden(changes)), when),
    take: (extract, when = MONDAY) => importExtract(db, extract, when),
    see: (filed, when = MONDAY) => getRegistration(db, the(filed), when),
  };
}

/** The code of a refusal, and the codes of its problems: `NOT_DECIDABLE in_case`. */
export function refusalOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (!(error instanceof ORPCError)) throw error;
    const problems = (error.data as { problems?: readonly Problem[] } | undefined)?.problems ?? [];
    return [error.code, ...problems.map(({ code }) => code)].join(' ');
  }
  return 'done';
}
