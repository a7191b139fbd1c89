import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ProgrammeBody } from '../../src/contract/programme.ts';
import { getProgramme, updateProgramme } from '../../src/engine/programme/index.ts';
import { moment, type ScratchWorkspace, scratchWorkspace } from '../support/workspace.ts';

const NOW = moment('2026-06-02T10:00+02:00');
let workspace: ScratchWorkspace;
beforeEach(() => {
  workspace = scratchWorkspace({ made: NOW });
});
afterEach(() => workspace.close());

const current = () => getProgramme(workspace.db, {}, NOW);
const save = (body: unknown, from = '2026-07-01', basedOn = 1) =>
  updateProgramme(workspace.db, { basedOn, from: from as never, body, note: '' }, NOW);
const changed = (calendar: Partial<ProgrammeBody['calendar']>) => {
  const { body } = current().current;
  return { ...body, calendar: { ...body.calendar, ...calendar } };
};

describe('an edition of the programme', () => {
  test('with a time zone that does not exist is refused by its field, and the workspace works on', () => {
    expect(() => save(changed({ timeZone: 'Mars/X' }))).toThrow(
      expect.objectContaining({ data: { problems: [expect.objectContaining({ column: 'calendar.timeZone' })] } }),
    );
    expect(current().editions).toHaveLength(1);
  });

  test('of another form is refused with every field that is wrong', () => {
    const { body } = current().current;
    expect(() => save({ ...body, tiers: [], types: ['gift'] })).toThrow(
      expect.objectContaining({
        data: {
          problems: [expect.objectContaining({ column: 'types.0' }), expect.objectContaining({ column: 'tiers' })],
        },
      }),
    );
  });

  test('is in force from its day on; the next is made from the newest, though that is not in force yet', () => {
    save(changed({ from: '08:00' }));
    expect(current()).toMatchObject({ current: { edition: 1 }, earliestChange: '2026-07-02' });
    expect(getProgramme(workspace.db, { on: '2026-07-01' as never }, NOW).current).toMatchObject({
      edition: 2,
      body: { calendar: { from: '08:00' } },
    });
    expect(() => save(changed({}), '2026-08-01', 1)).toThrow(expect.objectContaining({ code: 'STALE_REVISION' }));
  });
});
