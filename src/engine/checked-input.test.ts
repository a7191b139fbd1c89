import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { contract } from '../contract/index.ts';
import { badRequest, refuseUnknownKeys } from './checked-input.ts';

const Money = z.object({ minor: z.int(), currency: z.string() });
const Input = z
  .object({
    filter: z.object({ text: z.string() }).partial().optional(),
    value: Money.nullish(),
    lines: z.array(z.object({ label: z.string() })).default([]),
    words: z.record(z.string(), z.object({ ours: z.string() })).optional(),
    to: z.union([z.object({ grant: z.string() }), z.object({ path: z.string() }), z.string()]).optional(),
    at: z.iso
      .date()
      .transform((day) => Date.parse(day))
      .optional(),
  })
  .prefault({});

const messageFor = (schema: unknown, input: unknown): string => {
  try {
    refuseUnknownKeys(schema, input);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('a key that nobody would read is refused', () => {
  test.each([
    { input: { nonsense: 1 }, where: 'nonsense' },
    { input: { filter: { txt: 'a' } }, where: 'filter.txt' },
    { input: { value: { minor: 1, currency: 'EUR', exponent: 2 } }, where: 'value.exponent' },
    { input: { lines: [{ label: 'a' }, { label: 'b', lable: 'c' }] }, where: 'lines.1.lable' },
    { input: { words: { won: { ours: 'won', theirs: 'w' } } }, where: 'words.won.theirs' },
    { input: { to: { path: '/a', mode: 'w' } }, where: 'to.mode' },
  ])('$where', ({ input, where }) => {
    expect(messageFor(Input, input)).toContain(`${where}: there is no such field; there are `);
  });

  test.each([
    { what: 'nothing', input: undefined },
    { what: 'all that is known', input: { filter: {}, value: null, to: { path: '/a' }, at: '2026-01-01' } },
    { what: 'a key without a value', input: { nonsense: undefined } },
    { what: 'what the schema itself will refuse', input: 'text' },
  ])('not: $what', ({ input }) => {
    expect(messageFor(Input, input)).toBe('');
  });

  test('a procedure without an input takes none', () => {
    expect(messageFor(undefined, { a: 1 })).toBe('a: there is no such field, and no other');
    expect(messageFor(undefined, {})).toBe('');
  });

  test('in every procedure of the contract', () => {
    for (const [feature, verbs] of Object.entries(contract)) {
      for (const [verb, procedure] of Object.entries(verbs)) {
        const said = messageFor(procedure['~orpc'].inputSchema, { nonsense: 1 });
        expect(said, `${feature}.${verb}`).toContain('nonsense: there is no such field');
      }
    }
  });
});

describe('the first wrong field is named, and why', () => {
  const said = (input: unknown) => badRequest(Input.safeParse(input).error?.issues ?? []).message;
  test.each([
    { input: 'text', message: 'The input: expected an object, found a string' },
    { input: { filter: 'a' }, message: 'filter: expected an object, found a string' },
    { input: { value: { minor: 1 } }, message: 'value.currency: is missing (a string)' },
    { input: { value: { minor: 1.5, currency: 'EUR' } }, message: 'value.minor: expected an int, found a number' },
    { input: { lines: [{ label: null }] }, message: 'lines.0.label: expected a string, found null' },
    { input: { at: 'soon' }, message: 'at: invalid ISO date' },
    { input: { to: { path: 5 } }, message: 'to.grant: is missing (a string)' },
  ])('$message', ({ input, message }) => {
    expect(said(input)).toBe(message);
  });
});
