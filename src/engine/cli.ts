import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { type AnyContractProcedure, getEventIteratorSchemaDetails } from '@orpc/contract';
import { createProcedureClient, ORPCError } from '@orpc/server';
import { z } from 'zod';
import { contract } from '../contract/index.ts';
import type { ProcedureMeta } from '../contract/procedure.ts';
import { problem, refused } from '../contract/refusal.ts';
import type { EngineBoot } from '../contract/threads.ts';
import { RestoreInput } from '../contract/workspace.ts';
import { checkedInput } from './checked-input.ts';
import { type Arguments, argumentsOf, HELP, inputOf } from './cli-arguments.ts';
import { type EngineContext, writable } from './context.ts';
import { type Engine, startEngine } from './engine.ts';
import { lastEntry } from './journal/index.ts';
import { router } from './router.ts';
import { asIfSettled } from './settle.ts';
import { settleWhenPossible } from './settle-when-possible.ts';
import { queued } from './store/db.ts';
import { info } from './workspace.ts';

// The command line: the same contract, the same router, the same lock as the application; one JSON document on stdout.

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

/** What the contract says of a procedure. @throws REFUSED for one there is not */
function declared(procedure: string): Procedure['~orpc'] {
  const found = procedures().find(([name]) => name === procedure)?.[1];
  if (found !== undefined) return found['~orpc'];
  throw refused(
    problem('procedure_unknown', `There is no procedure “${procedure}”.`, 'engine -- --list prints them all.'),
  );
}

const schemaOf = (schema: unknown, io: 'input' | 'output') =>
  schema === undefined
    ? null
    : z.toJSONSchema(schema as z.ZodType, {
        io,
        unrepresentable: 'any',
        // A key that is not named is refused, see checked-input.ts.
        override: ({ zodSchema, jsonSchema }) => {
          if (zodSchema._zod.def.type === 'object') jsonSchema.additionalProperties ??= false;
        },
      });

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
        ? { do: 'restore', backup: checkedInput(RestoreInput, input).backup ?? '' }
        : { do: what, input: input ?? {} };
  const boot: EngineBoot = { role: 'writer', file, resources: resourcesFolder(), actor, start };
  const engine = await startEngine(boot, () => undefined, {
    backUpOnClose: 'daily',
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

/** Instant of the journal's last entry, epoch milliseconds. */
const lastAt = ({ db }: EngineContext): number =>
  db.get<{ at: number }>('SELECT at FROM journal_entries ORDER BY seq DESC LIMIT 1')?.at ?? 0;

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
  const last = lastAt(engine.contextFor('command line'));
  if (declared(procedure).meta.kind === 'change' && now < last) {
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
  // Each signal may come twice: from the terminal, and handed on by npm.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopping.abort());
  const client = createProcedureClient(handler as Parameters<typeof createProcedureClient>[0], { context } as never);
  const call = () => client(input as never, { signal: stopping.signal } as never) as Promise<unknown>;
  const { meta, outputSchema } = declared(procedure);
  if (getEventIteratorSchemaDetails(outputSchema) !== undefined) {
    return follow((await call()) as AsyncIterable<unknown>, stopping.signal, context, procedure === 'workspace.watch');
  }
  if (meta.kind === 'question') return print(await asked(context, procedure, call));
  if (followsTheClock(procedure)) await settled(context);
  print(await call());
}

/** On the file itself, on the journal, and on imports, whose plan fits the workspace as it was previewed and which settle by themselves. */
const STANDS_AS_IT_IS: ReadonlySet<string> = new Set(['workspace', 'journal', 'exchange']);

const followsTheClock = (procedure: string): boolean =>
  ['workspace.info', 'exchange.export'].includes(procedure) || !STANDS_AS_IT_IS.has(procedure.split('.')[0] ?? '');

/** What follows from the clock, journaled as the application does it on opening. */
const settled = (context: EngineContext): Promise<void> =>
  queued(writable(context), () => settleWhenPossible(writable(context), context.moment()));

/** A question as of the moment: what the clock asks for is done for the answer and taken back, because a look changes nothing. */
function asked(context: EngineContext, procedure: string, call: () => Promise<unknown>): Promise<unknown> {
  const moment = context.moment();
  // A look back asks for nothing that was not done already.
  if (moment.at < lastAt(context) || !followsTheClock(procedure)) return call();
  return asIfSettled(writable(context), moment, call);
}

const SETTLE_EVERY_MS = 60_000;

/** Prints what comes, a line each, until a signal or until nobody reads any more. */
async function follow(
  items: AsyncIterable<unknown>,
  signal: AbortSignal,
  context: EngineContext,
  settles: boolean,
): Promise<void> {
  // Nobody else can write while the lock is held here: what a watch tells of is what follows from the clock.
  const tick = () => (settles ? void settled(context) : undefined);
  // Also keeps the process alive, which a subscription does not.
  const ticking = setInterval(tick, SETTLE_EVERY_MS);
  tick();
  try {
    for await (const item of items) print(item);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    clearInterval(ticking);
  }
}

/** Writes the whole line before it returns, also into a pipe that takes it in parts. */
function print(value: unknown): void {
  const line = Buffer.from(`${JSON.stringify(value ?? null)}\n`);
  for (let written = 0; written < line.length; ) written += fs.writeSync(1, line, written);
}

async function main(given: readonly string[]): Promise<void> {
  if (given[0] === '--help' || given[0] === '-h') return void process.stdout.write(HELP);
  if (given[0] === '--list') return print(listed());
  const call = argumentsOf(given);
  declared(call.procedure);
  const input = await inputOf(call.input);
  const engine = await started(call, input);
  try {
    await answer(engine, call, input);
  } finally {
    await closed(engine);
  }
}

/** Closes; what was asked for is done and answered whether or not a backup could be taken, which is said. */
async function closed(engine: Engine): Promise<void> {
  try {
    await engine.close();
  } catch (error) {
    if (!(error instanceof ORPCError)) throw error;
    process.stderr.write(`engine: closed, but ${error.message}\n`);
  }
}

/** Whether whoever read our answer has gone (`| head -1`): there is nobody left to tell. */
const nobodyReads = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EPIPE';

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!nobodyReads(error)) {
    const failure =
      error instanceof ORPCError
        ? { code: error.code as string, message: error.message, data: error.data as unknown }
        : { code: 'DEFECT', message: error instanceof Error ? error.message : String(error), data: null };
    if (process.env.TRIBUTARY_TRACE !== undefined) process.stderr.write(`${inspect(error, { depth: 8 })}\n`);
    process.stderr.write(`${JSON.stringify(failure)}\n`);
    process.exitCode = 1;
  }
}
