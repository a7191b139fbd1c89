import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { type AnyContractProcedure, getEventIteratorSchemaDetails } from '@orpc/contract';
import { createProcedureClient, ORPCError } from '@orpc/server';
import { z } from 'zod';
import { contract } from '../contract/index.ts';
import type { ProcedureMeta } from '../contract/procedure.ts';
import { problem, refused } from '../contract/refusal.ts';
import type { EngineBoot } from '../contract/threads.ts';
import { type Engine, startEngine } from './engine.ts';
import { lastEntry } from './journal/index.ts';
import { router } from './router.ts';
import { info } from './workspace.ts';

// The command line: the same contract, the same router, the same lock as the application; one JSON document on stdout.

const USAGE = `engine -- <workspace file> <procedure> ['<json>' | @file.json | -] [--actor <name>] [--now <instant>]
engine -- --list`;

type Procedure = AnyContractProcedure & { '~orpc': { meta: ProcedureMeta } };
type Tree = { [name: string]: Procedure | Tree };

/** Every procedure by its dotted name. */
function procedures(): [string, Procedure][] {
  return Object.entries(contract as unknown as Tree).flatMap(([feature, verbs]) =>
    Object.entries(verbs as Tree).map(([verb, procedure]): [string, Procedure] => [
      `${feature}.${verb}`,
      procedure as Procedure,
    ]),
  );
}

const schemaOf = (schema: unknown, io: 'input' | 'output') =>
  schema === undefined ? null : z.toJSONSchema(schema as z.ZodType, { io, unrepresentable: 'any' });

function listed() {
  return procedures().map(([name, procedure]) => {
    const { inputSchema, outputSchema, errorMap, meta } = procedure['~orpc'];
    const stream = getEventIteratorSchemaDetails(outputSchema);
    return {
      procedure: name,
      kind: meta.kind,
      description: meta.description,
      streams: stream !== undefined,
      input: schemaOf(inputSchema, 'input'),
      output: schemaOf(stream === undefined ? outputSchema : stream.yields, 'output'),
      errors: Object.keys(errorMap),
    };
  });
}

interface Arguments {
  readonly file: string;
  readonly procedure: string;
  readonly input: string | undefined;
  readonly actor: string;
  readonly now: number | undefined;
}

function argumentsOf(given: readonly string[]): Arguments {
  const rest: string[] = [];
  let actor = os.userInfo().username;
  let now: number | undefined;
  for (let index = 0; index < given.length; index += 1) {
    const word = given[index] ?? '';
    if (word === '--actor') actor = given[++index] ?? '';
    else if (word === '--now') now = instantOf(given[++index] ?? '');
    else rest.push(word);
  }
  const [file, procedure, input] = rest;
  if (file === undefined || procedure === undefined || rest.length > 3 || actor === '') {
    throw refused(problem('usage', 'That is not how the command line is called.', USAGE));
  }
  return { file: path.resolve(file), procedure, input, actor, now };
}

function instantOf(words: string): number {
  const at = /^\d{10,}$/.test(words) ? Number(words) : Date.parse(words);
  if (Number.isNaN(at))
    throw refused(problem('now_unreadable', `“${words}” is not an instant.`, 'Write it as 2026-09-30T09:00:00Z.'));
  return at;
}

async function inputOf(given: string | undefined): Promise<unknown> {
  if (given === undefined) return undefined;
  const words =
    given === '-' ? await text(process.stdin) : given.startsWith('@') ? fs.readFileSync(given.slice(1), 'utf8') : given;
  try {
    return JSON.parse(words);
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

const STARTS: Record<string, 'create' | 'demo' | 'restore'> = {
  'workspace.create': 'create',
  'workspace.demo': 'demo',
  'workspace.restore': 'restore',
};

/** The resources beside the bundle, or, run from source, in the project. */
function resourcesFolder(): string {
  const here = path.dirname(fileURLToPath(import.meta.url));
  return path.resolve(here, '../../resources');
}

async function started({ file, procedure, actor, now }: Arguments, input: unknown): Promise<Engine> {
  const what = STARTS[procedure];
  const start: EngineBoot['start'] =
    what === undefined
      ? { do: 'open' }
      : what === 'restore'
        ? { do: 'restore', backup: (input as { backup?: string } | undefined)?.backup ?? '' }
        : { do: what, input: input ?? {} };
  const boot: EngineBoot = { role: 'writer', file, resources: resourcesFolder(), actor, start };
  const engine = await startEngine(boot, () => undefined, {
    backUpOnClose: false,
    settle: false,
    ...(now === undefined ? {} : { now }),
  });
  if (now !== undefined) {
    try {
      refuseWrongNow(engine, now, procedure);
    } catch (error) {
      await engine.close();
      throw error;
    }
  }
  return engine;
}

function refuseWrongNow(engine: Engine, now: number, procedure: string): void {
  if (engine.workspace.kind === 'live') {
    throw refused(
      problem(
        'now_refused',
        'The moment of a live workspace cannot be set.',
        'Leave --now out, or make a trial workspace for tests.',
      ),
    );
  }
  const last =
    engine.contextFor('command line').db.get<{ at: number }>('SELECT at FROM journal_entries ORDER BY seq DESC LIMIT 1')
      ?.at ?? 0;
  const kind = procedures().find(([name]) => name === procedure)?.[1]['~orpc'].meta.kind;
  if (kind === 'change' && now < last) {
    throw refused(
      problem(
        'clock_backwards',
        `The last change was made at ${new Date(last).toISOString()}, after ${new Date(now).toISOString()}.`,
        'Set --now to that instant or later.',
      ),
    );
  }
}

async function answer(engine: Engine, { procedure }: Arguments, input: unknown): Promise<void> {
  const context = engine.contextFor('command line');
  const started = STARTS[procedure];
  if (started === 'create' || started === 'demo') return print(info(context));
  if (started === 'restore') {
    const entry = context.db.get<{ what: string }>('SELECT what FROM journal_entries ORDER BY seq DESC LIMIT 1');
    const head = lastEntry(context.db);
    return print({ ...(JSON.parse(entry?.what ?? '{}') as object), journal: { entries: head.seq, head: head.hash } });
  }
  const [feature, verb] = procedure.split('.') as [keyof typeof router, string];
  const handler = (router[feature] as Record<string, unknown>)[verb];
  const stopping = new AbortController();
  process.once('SIGINT', () => stopping.abort());
  const client = createProcedureClient(handler as Parameters<typeof createProcedureClient>[0], { context } as never);
  const result: unknown = await client(input as never, { signal: stopping.signal } as never);
  if (typeof result === 'object' && result !== null && Symbol.asyncIterator in result) {
    for await (const item of result as AsyncIterable<unknown>) print(item);
    return;
  }
  print(result);
}

/** Writes the whole line before it returns, also into a pipe that takes it in parts. */
function print(value: unknown): void {
  const line = Buffer.from(`${JSON.stringify(value ?? null)}\n`);
  for (let written = 0; written < line.length; ) written += fs.writeSync(1, line, written);
}

async function main(given: readonly string[]): Promise<void> {
  if (given[0] === '--list') return print(listed());
  const call = argumentsOf(given);
  if (!procedures().some(([name]) => name === call.procedure)) {
    throw refused(
      problem('procedure_unknown', `There is no procedure “${call.procedure}”.`, 'engine -- --list prints them all.'),
    );
  }
  const input = await inputOf(call.input);
  const engine = await started(call, input);
  try {
    await answer(engine, call, input);
  } finally {
    await engine.close();
  }
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  const failure =
    error instanceof ORPCError
      ? { code: error.code as string, message: error.message, data: error.data as unknown }
      : { code: 'DEFECT', message: error instanceof Error ? error.message : String(error), data: null };
  if (process.env.TRIBUTARY_TRACE !== undefined) process.stderr.write(`${inspect(error, { depth: 8 })}\n`);
  process.stderr.write(`${JSON.stringify(failure)}\n`);
  process.exitCode = 1;
}
