import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Mapping } from '../../../contract/exchange.ts';
import {
  constantsOf,
  fieldOfColumn,
  lookupsOf,
  missingFields,
  sayForAll,
  sayWord,
  takeColumn,
} from './mappingDraft.ts';

const mapping = Mapping.parse({
  source: 'plain',
  fields: {
    name: { column: 'Firma' },
    country: { column: 'Land' },
    region: { column: 'GeoKey', lookup: [{ file: 'geo.csv', key: 'Key', take: 'Region' }] },
    owner: { constant: 'M. Okafor' },
  },
});

describe('a mapping is changed column by column', () => {
  test('a column moves from one field to another', () => {
    const moved = takeColumn(mapping, 'Land', 'city');
    expect(fieldOfColumn(moved, 'Land')).toBe('city');
    expect(moved.fields.country).toBeUndefined();
  });

  test('a field that had a column gives it up for the new one', () => {
    const moved = takeColumn(mapping, 'Name 2', 'name');
    expect(moved.fields.name).toEqual({ column: 'Name 2' });
    expect(fieldOfColumn(moved, 'Firma')).toBeUndefined();
  });

  test('a column that is looked up from stays looked up when it is also taken for itself', () => {
    const both = takeColumn(mapping, 'GeoKey', 'key');
    expect(both.fields.region).toEqual(mapping.fields.region);
    expect(fieldOfColumn(both, 'GeoKey')).toBe('key');
    expect(lookupsOf(both)).toEqual([{ field: 'region', column: 'GeoKey', file: 'geo.csv' }]);
  });

  test('however columns are given, no column gives two fields', () => {
    const column = fc.constantFrom('A', 'B', 'C');
    const field = fc.option(fc.constantFrom('name', 'city', 'country', 'sector'), { nil: undefined });
    fc.assert(
      fc.property(fc.array(fc.tuple(column, field)), (steps) => {
        const end = steps.reduce(
          (at, [from, to]) => takeColumn(at, from, to),
          Mapping.parse({ source: 'plain', fields: {} }),
        );
        const columns = Object.values(end.fields).map((from) => ('column' in from ? from.column : ''));
        expect(new Set(columns).size).toBe(columns.length);
        const last = steps.at(-1);
        if (last !== undefined) expect(fieldOfColumn(end, last[0])).toBe(last[1]);
      }),
    );
  });
});

test('what is the same for all rows takes the place of a column, and can be taken away again', () => {
  const said = sayForAll(mapping, 'country', 'DE');
  expect(constantsOf(said)).toEqual([
    { field: 'owner', constant: 'M. Okafor' },
    { field: 'country', constant: 'DE' },
  ]);
  expect(fieldOfColumn(said, 'Land')).toBeUndefined();
  expect(sayForAll(said, 'country', undefined).fields.country).toBeUndefined();
});

test('a needed field that nothing gives is missed', () => {
  const fields = [
    { field: 'name', title: 'Name', required: true, type: 'text' },
    { field: 'partner', title: 'Partner', required: true, type: 'text' },
    { field: 'city', title: 'City', required: false, type: 'text' },
  ];
  expect(missingFields(fields, mapping).map(({ field }) => field)).toEqual(['partner']);
});

test('a word keeps what others mean', () => {
  const said = sayWord(sayWord(mapping, 'status', 'Wonn', 'won'), 'status', 'Gone', 'lost');
  expect(said.words).toEqual({ status: { Wonn: 'won', Gone: 'lost' } });
});
