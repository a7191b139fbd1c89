import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { problem, refused } from '../contract/refusal.ts';

const USAGE = `engine -- <workspace file> <procedure> ['<json>' | @file.json | -] [--actor <name>] [--now <instant>]
engine -- --list`;

/** What `engine -- --help` prints. */
export const HELP = `Calls one procedure of a workspace and prints its answer as one JSON document on a line; a procedure that streams
prints a line for each item until it is interrupted.

  ${USAGE.replaceAll('\n', '\n  ')}

  '<json>'          the input, as --list describes it
  @file.json        the input from a file
  -                 the input from stdin
  --actor <name>    who does it, for the journal; otherwise the name you are logged in by
  --now <instant>   the moment, as 2026-09-30T09:00:00Z, in UTC where no offset is written; in trial and demo workspaces
                    alone
  --list            every procedure with its description, the schemas of input and output, and its error codes
  --help            this text

A question is answered as of the moment: what is over by then (a protection, a return) is shown as over, and nothing is
written. Before a change, what follows from the clock is done and journaled, as the application does on opening.

A failure is one JSON object on stderr, { "code", "message", "data" }, and exit code 1. While the application has the
workspace open, the command line is told who holds it.
`;

/** One call, as it was written. */
export interface Arguments {
  /** Absolute path of the workspace file. */
  readonly file: string;
  readonly procedure: string;
  readonly input: string | undefined;
  readonly actor: string;
  readonly now: number | undefined;
}

/** Reads the words after `engine --`. @throws REFUSED with the usage */
export function argumentsOf(given: readonly string[]): Arguments {
  const rest: string[] = [];
  let actor: string | undefined;
  let now: number | undefined;
  for (let index = 0; index < given.length; index += 1) {
    const word = given[index] ?? '';
    if (word === '--actor') actor = given[++index]?.trim() ?? '';
    else if (word === '--now') now = instantOf(given[++index] ?? '');
    else if (word.startsWith('--'))
      throw refused(problem('usage', `There is no option ${word}, or not in this place.`, USAGE));
    else rest.push(word);
  }
  const [file, procedure, input] = rest;
  if (file === undefined || procedure === undefined || rest.length > 3 || actor === '') {
    throw refused(problem('usage', 'That is not how the command line is called.', USAGE));
  }
  return { file: path.resolve(file), procedure, input, actor: actor ?? loginName(), now };
}

/** The name of whoever is logged in; a user without an entry in the system's list goes by the environment or the number. */
function loginName(): string {
  try {
    return os.userInfo().username;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_SYSTEM_ERROR')) throw error;
    return process.env.USER || `user ${process.getuid?.()}`;
  }
}

const EPOCH_MS = /^\d{12,14}$/;
const ISO_DATE = /^\d{4}-\d\d-\d\d$/;
const ISO_TIME = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?$/i;

/** An instant that reads the same on every machine: without an offset it is UTC, whatever the zone here. */
function instantOf(words: string): number {
  if (EPOCH_MS.test(words)) return Number(words);
  const at = ISO_DATE.test(words) || /(Z|[+-]\d\d:\d\d)$/i.test(words) ? Date.parse(words) : Date.parse(`${words}Z`);
  if (Number.isNaN(at) || !(ISO_DATE.test(words) || ISO_TIME.test(words)))
    throw refused(problem('now_unreadable', `“${words}” is not an instant.`, 'Write it as 2026-09-30T09:00:00Z.'));
  return at;
}

/** The input of a call: JSON as it stands, from a file, or from stdin. @throws REFUSED */
export async function inputOf(given: string | undefined): Promise<unknown> {
  if (given === undefined) return undefined;
  const words = given === '-' ? await text(process.stdin) : given.startsWith('@') ? inputFile(given.slice(1)) : given;
  try {
    // Some editors and shells begin a text with a byte order mark, which JSON does not know.
    return JSON.parse(words.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw refused(
      problem(
        'json_unreadable',
        `The input is not JSON: ${error instanceof Error ? error.message : String(error)}.`,
        'Check quotes and commas.',
      ),
    );
  }
}

function inputFile(name: string): string {
  try {
    return fs.readFileSync(name, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw refused(
      code === 'ENOENT' || code === 'ENOTDIR'
        ? problem('input_missing', `There is no file ${path.resolve(name)}.`, 'Check the name after @.', { file: name })
        : problem(
            'input_unreadable',
            `${path.resolve(name)} cannot be read (${code}).`,
            'Choose a file you may read.',
            {
              file: name,
            },
          ),
    );
  }
}
