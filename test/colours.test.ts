import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const tokens = readFileSync(new URL('../src/renderer/app/styles/tokens.css', import.meta.url), 'utf8');

type Scheme = Record<string, string>;

const [lightText = '', darkText = ''] = tokens.split(':root[data-mantine-color-scheme="dark"]');
const readScheme = (text: string): Scheme =>
  Object.fromEntries(
    [...text.matchAll(/(--[\w-]+):\s*(#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [name, value]),
  );

/** Relative luminance, WCAG 2.2. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast ratio, WCAG 2.2: 1 to 21. */
function contrast(one: string | undefined, other: string | undefined): number {
  const [light = 0, dark = 0] = [luminance(one ?? ''), luminance(other ?? '')].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const grounds = ['--bg', '--panel', '--sunk'];
const onGrounds = [
  '--ink',
  '--dim',
  '--faint',
  '--accent',
  '--pass',
  '--due',
  '--fail',
  '--claim-a',
  '--claim-b-text',
  '--claim-c',
];
const pairs = [
  ...onGrounds.flatMap((text) => grounds.map((ground) => [text, ground])),
  ['--ink', '--hover'],
  ['--ink', '--selected'],
  ['--dim', '--selected'],
  ['--dim', '--hover'],
  ['--dim', '--chip'],
  ['--accent', '--accent-soft'],
  ['--accent', '--selected'],
  ['--pass', '--pass-soft'],
  ['--due', '--due-soft'],
  ['--fail', '--fail-soft'],
  ['--due', '--selected'],
  ['--fail', '--selected'],
  ['--on-accent', '--accent'],
  ['--on-accent', '--accent-hover'],
  ['--ink', '--fail-soft'],
];

describe.each([
  { name: 'light', scheme: readScheme(lightText) },
  { name: 'dark', scheme: readScheme(darkText) },
])('in $name', ({ scheme }) => {
  test.each(pairs)('%s can be read on %s', (text = '', ground = '') => {
    expect(contrast(scheme[text], scheme[ground])).toBeGreaterThanOrEqual(4.5);
  });
});

test('both schemes name the same colours', () => {
  expect(Object.keys(readScheme(darkText)).sort()).toEqual(Object.keys(readScheme(lightText)).sort());
});
