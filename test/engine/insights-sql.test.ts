import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  accountStatements,
  opportunityStatements,
  registrationStatements,
} from '../../src/engine/insights/find-sql.ts';
import {
  closedRowsSql,
  closedSql,
  cohortSql,
  dealsSql,
  decidedSql,
  earliestSql,
  familiesSql,
  regionsSql,
} from '../../src/engine/insights/sql.ts';
import * as todaySql from '../../src/engine/insights/today-sql.ts';
import { moment, type ScratchWorkspace, scratchWorkspace } from '../support/workspace.ts';

const all = { sql: '1', params: [] };
const values = {
  ...{ fromAt: 1, untilAt: 2, on: '2026-01-01', at: 2, until: '2026-01-01', now: 1, limit: 9 },
  ...{ typed: 'a', typedEnd: 'b', written: 'a', writtenEnd: 'b', pattern: '* a*', like: 'a' },
};

describe('raw statements read by the index they name, and sort no table', () => {
  let workspace: ScratchWorkspace;
  beforeAll(() => {
    workspace = scratchWorkspace({ made: moment('2026-01-01T08:00Z') });
  });
  afterAll(() => workspace.close());

  const plan = (sql: string) => {
    const places = [...sql].filter((mark) => mark === '?').map(() => 'x');
    return workspace.db
      .all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...places, values)
      .map((row) => row.detail);
  };

  test.each([
    { name: 'what closed', sql: closedSql(all), index: /SEARCH o USING COVERING INDEX opportunities_by_close/ },
    {
      name: 'direct deals',
      sql: closedRowsSql({ status: 'won', direct: true, valued: false }, all),
      index: /SEARCH o USING INDEX opportunities_by_close/,
    },
    { name: 'a cohort', sql: cohortSql(all), index: /SEARCH r USING INDEX registrations_by_received/ },
    { name: 'decisions', sql: decidedSql(all), index: /SEARCH r USING INDEX registrations_by_decided/ },
    { name: 'deals', sql: dealsSql(all), index: /SEARCH o USING INDEX sqlite_autoindex_opportunities/ },
    { name: 'the first day', sql: earliestSql, index: /opportunities_by_close/ },
    { name: 'due decisions', sql: todaySql.decideSql, index: /SEARCH r USING INDEX registrations_by_clock/ },
    { name: 'answers', sql: todaySql.answerSql, index: /SEARCH r USING INDEX registrations_by/ },
    { name: 'cases', sql: todaySql.casesSql, index: /SEARCH c USING INDEX cases_by_state/ },
    { name: 'appeals', sql: todaySql.appealsSql, index: /cases_by_state|appeals/ },
    { name: 'turned approvals', sql: todaySql.turnedSql, index: /registrations_provisional/ },
    { name: 'ending protections', sql: todaySql.endingSql, index: /SEARCH s USING INDEX protections_by_end/ },
    { name: 'first meetings', sql: todaySql.meetingsSql, index: /SEARCH s USING INDEX protections_by_meeting/ },
    { name: 'offers', sql: todaySql.offersSql, index: /USING INDEX links_offered/ },
    {
      name: 'accounts by beginning',
      sql: accountStatements.beginning,
      index: /SEARCH accounts USING .*accounts_by_name/,
    },
    {
      name: 'accounts by word',
      sql: accountStatements.within,
      index: /SCAN accounts USING COVERING INDEX accounts_by_name/,
    },
    {
      name: 'registrations by word',
      sql: registrationStatements.within,
      index: /COVERING INDEX registrations_by_text/,
    },
    {
      name: 'opportunities by beginning',
      sql: opportunityStatements.beginning,
      index: /SEARCH opportunities USING .*opportunities_by_name/,
    },
    {
      name: 'opportunities by word',
      sql: opportunityStatements.within,
      index: /SCAN opportunities USING COVERING INDEX opportunities_by_name/,
    },
    { name: 'regions', sql: regionsSql, index: /SCAN opportunities USING COVERING INDEX opportunities_by_close/ },
    { name: 'families', sql: familiesSql, index: /COVERING INDEX registrations_by_family/ },
  ])('$name', ({ sql, index }) => {
    expect(plan(sql).join('\n')).toMatch(index);
  });

  test.each([
    { name: 'what closed', sql: closedSql(all) },
    { name: 'direct deals', sql: closedRowsSql({ status: 'won', direct: true, valued: false }, all) },
  ])('$name comes in the order of its index', ({ sql }) => {
    expect(plan(sql).join('\n')).not.toContain('TEMP B-TREE');
  });
});
