import type { Answer } from '../../contract/handler.ts';
import type { TodayItem } from '../../contract/insights.ts';
import { unreachable } from '../../contract/units.ts';
import type { ReadDb } from '../store/db.ts';
import { counted } from './words.ts';

type NextStep = Answer<'insights', 'today'>['nextStep'];

/** What to do next: the most urgent thing, or the next stretch of the main job. `command` is the id of a command of the window. */
export function nextStepOf(db: ReadDb, first: TodayItem | undefined): NextStep {
  if (first !== undefined) return { words: `${first.title}. ${first.words}.`, command: commandOf(first.kind) };
  const there = db.get<{ accounts: number; partners: number; registrations: number; waiting: number; decided: number }>(
    `SELECT EXISTS (SELECT 1 FROM accounts) AS accounts, EXISTS (SELECT 1 FROM partners) AS partners,
       EXISTS (SELECT 1 FROM registrations) AS registrations,
       (SELECT count(*) FROM registrations WHERE state = 'submitted') AS waiting,
       EXISTS (SELECT 1 FROM registrations WHERE decided_at IS NOT NULL) AS decided`,
  );
  if (there === undefined) throw new Error('expected counts, found none');
  if (there.accounts === 0)
    return { words: 'Import your CRM extract: accounts and opportunities.', command: 'files.import' };
  if (there.partners === 0) return { words: 'Import your list of partners.', command: 'files.import' };
  if (there.registrations === 0) return { words: 'Import what your partners registered.', command: 'files.import' };
  if (there.waiting > 0) {
    return {
      words: `Nothing is due. Next: ${counted(there.waiting, 'registration')} ${there.waiting === 1 ? 'waits' : 'wait'} to be decided.`,
      command: 'go.registrations',
    };
  }
  return there.decided === 1
    ? { words: 'Nothing is due. Next: see what partners brought, or prepare a review.', command: 'go.insights' }
    : { words: 'Nothing is due. Next: import what your partners registered.', command: 'files.import' };
}

function commandOf(kind: TodayItem['kind']): string {
  switch (kind) {
    case 'case':
    case 'appeal':
      return 'go.cases';
    case 'protection':
    case 'first meeting':
      return 'go.protection';
    case 'decide':
    case 'answer':
    case 'provisional':
    case 'link':
      return 'go.registrations';
    default:
      return unreachable(kind);
  }
}
