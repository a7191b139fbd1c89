import { describe, expect, test } from 'vitest';
import { argumentsFor, readArguments } from './arguments.ts';

describe('the command line', () => {
  test.each([
    { asks: 'nothing', argv: ['electron', '.'], is: { open: 'nothing' } },
    { asks: 'the demo', argv: ['electron', '.', '--demo'], is: { open: 'demo' } },
    { asks: 'a file', argv: ['tributary', '/w/a.tributary'], is: { open: 'file', path: '/w/a.tributary' } },
    {
      asks: 'a file by a relative path',
      argv: ['tributary', 'a.tributary'],
      is: { open: 'file', path: '/here/a.tributary' },
    },
    { asks: 'a file in capitals', argv: ['tributary', '/w/A.TRIBUTARY'], is: { open: 'file', path: '/w/A.TRIBUTARY' } },
    { asks: 'nothing of ours', argv: ['tributary', '--inspect', 'notes.txt'], is: { open: 'nothing' } },
    { asks: 'nothing, when the program itself is called so', argv: ['/opt/app.tributary'], is: { open: 'nothing' } },
    {
      asks: 'a file among switches',
      argv: ['x', '--user-data-dir=/u', '/w/a.tributary'],
      is: { open: 'file', path: '/w/a.tributary' },
    },
  ])('asks for $asks', ({ argv, is }) => {
    expect(readArguments(argv, '/here')).toEqual(is);
  });

  test.each([
    { asked: { open: 'file', path: '/w/b.tributary' } as const, is: ['.', '--user-data-dir=/u', '/w/b.tributary'] },
    { asked: { open: 'demo' } as const, is: ['.', '--user-data-dir=/u', '--demo'] },
    { asked: { open: 'nothing' } as const, is: ['.', '--user-data-dir=/u'] },
  ])('another process is asked for $asked.open by the same switches', ({ asked, is }) => {
    const argv = ['electron', '.', '--demo', '--user-data-dir=/u', '/w/a.tributary'];
    expect(argumentsFor(asked, argv)).toEqual(is);
  });
});
