import { describe, expect, test } from 'vitest';
import { on, sampleProgramme } from '../../../../test/support/sample-programme.ts';
import type { ProgrammeBody } from '../../../contract/programme.ts';
import type { CountryCode, Currency } from '../../../contract/units.ts';
import { unsoundParts } from './soundness.ts';

const good = sampleProgramme();
const { calendar, serviceLevels, incentives, conflicts, netNew, protection, tiers } = good;
const [first, ...otherRules] = incentives.rules;
const [clause] = conflicts.clauses;
const [tier] = tiers;
const code = (text: string) => text as CountryCode;
if (first === undefined || clause === undefined || tier === undefined) throw new Error('expected a whole sample');

describe('a programme can be worked with', () => {
  test('as the sample is', () => {
    expect(unsoundParts(good)).toEqual([]);
  });

  test.each<[string, Partial<ProgrammeBody>]>([
    ['calendar.timeZone', { calendar: { ...calendar, timeZone: 'Mars/X' } }],
    ['calendar.from', { calendar: { ...calendar, from: '08:75' } }],
    ['calendar.until', { calendar: { ...calendar, until: '99:99' } }],
    ['calendar.country', { calendar: { ...calendar, country: code('ZZ') } }],
    ['calendar.country', { calendar: { ...calendar, country: code('UK') } }],
    ['territories.0.countries.1', { territories: [{ name: 'North', countries: [code('DE'), code('QQ')] }] }],
    ['incentives.rules.1', { incentives: { ...incentives, rules: [first, first, ...otherRules.slice(1)] } }],
    ['conflicts.clauses.1', { conflicts: { ...conflicts, clauses: [clause, clause] } }],
    ['tiers.1', { tiers: [tier, { ...tier, name: tier.name.toUpperCase() }] }],
    ['serviceLevels.escalateBusinessDays', { serviceLevels: { ...serviceLevels, escalateBusinessDays: 1 } }],
    ['serviceLevels.firstMeetingLapseDays', { serviceLevels: { ...serviceLevels, firstMeetingLapseDays: 29 } }],
    ['serviceLevels.firstMeetingReminderDays', { serviceLevels: { ...serviceLevels, firstMeetingReminderDays: 31 } }],
    [
      'incentives.clawback.halfUntilMonths',
      { incentives: { ...incentives, clawback: { fullBeforeMonths: 24, halfUntilMonths: 6 } } },
    ],
    ['protection.capDays.project', { protection: { ...protection, capDays: { software: 180, project: 90 } } }],
    [
      'exchangeRates.0.rate',
      { exchangeRates: [{ on: on('2026-01-01'), currency: 'USD' as Currency, rate: '0.00', source: '' }] },
    ],
    [
      'netNew.publishedTenders.0.customer',
      { netNew: { ...netNew, publishedTenders: [{ customer: ' ', on: on('2026-01-01'), source: '' }] } },
    ],
  ])('not where %s is wrong, which it names', (at, changes) => {
    expect(unsoundParts(sampleProgramme(changes)).map((one) => one.at)).toEqual([at]);
  });
});
