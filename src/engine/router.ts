import { implement } from '@orpc/server';
import type { Answer, Asked } from '../contract/handler.ts';
import { contract } from '../contract/index.ts';
import type { Moment } from '../contract/units.ts';
import { checkCustomer, getAccount, listAccounts, listOpportunities } from './accounts/index.ts';
import { decline, getAttribution, link, listOffers, setAttribution, unsetAttribution } from './attribution/index.ts';
import { inWordsOfTheInput, refuseUnknownKeys } from './checked-input.ts';
import {
  appeal,
  ask as askClaimants,
  decideAppeal,
  dismiss,
  getCase,
  listCases,
  openCase,
  recordPreference,
  rule,
  score,
  takeBackOpening,
  takeBackPreference,
  undoRequest,
} from './conflicts/index.ts';
import { type EngineContext, writable } from './context.ts';
import {
  batches,
  rows as batchRows,
  commit as commitBatch,
  discard,
  exportDecisions,
  fields,
  followedSince,
  issues,
  preview,
  samples,
  standingNow,
  undoWatched as undoBatch,
  wrongRows,
} from './exchange/index.ts';
import { estimate, exportStatement, listAccruals, listStatements, statement } from './incentives/index.ts';
import { find, insightRows, series, summary, today } from './insights/index.ts';
import { listEntries, verifyInTurns } from './journal/index.ts';
import { getPartner, listPartners } from './partners/index.ts';
import { getProgramme, updateProgramme } from './programme/index.ts';
import {
  answerReturn,
  approve,
  extendProtection,
  getRegistration,
  listProtections,
  listRegistrations,
  recordMeeting,
  reject,
  returnForInformation,
  submit,
  undoDecision,
  withdraw,
} from './registrations/index.ts';
import { exportJournal, replayJournal } from './replay.ts';
import {
  changeNotes,
  commit as commitTo,
  createReview,
  exportReview,
  getReview,
  listCommitments,
  listReviews,
} from './reviews/index.ts';
import { settle } from './settle.ts';
import { settleWhenPossible } from './settle-when-possible.ts';
import { backupsOf } from './store/backup.ts';
import { queued, type ReadDb, type WriteDb } from './store/db.ts';
import { canonicalJson } from './store/ids.ts';
import type { Outside } from './store/outside.ts';
import { check, info, openAlready, takeBackup } from './workspace.ts';

const os = implement(contract)
  .$context<EngineContext>()
  .use(async ({ next, procedure }, input) => {
    refuseUnknownKeys(procedure['~orpc'].inputSchema, input);
    try {
      return await next();
    } catch (error) {
      throw inWordsOfTheInput(error);
    }
  });

type Call<Input> = { input: Input; context: EngineContext };

/** An input as a replay gives it: read back from canonical JSON, so that nothing rests on the order of its fields. */
const asReplayed = <Input>(input: Input): Input => (input === undefined ? input : JSON.parse(canonicalJson(input)));

/** A question: read, at a moment. */
const ask =
  <Input, Output>(answer: (db: ReadDb, input: Input, moment: Moment) => Output) =>
  ({ input, context }: Call<Input>) =>
    answer(context.db, input, context.moment());

/** A change: in the writer's queue, at the moment it was asked for. */
const act =
  <Input, Output>(verb: (db: WriteDb, input: Input, moment: Moment, outside: Outside) => Output | Promise<Output>) =>
  ({ input, context }: Call<Input>) => {
    const db = writable(context);
    const moment = context.moment();
    return queued(db, () => verb(db, asReplayed(input), moment, context.outside));
  };

/** A change after which facts are new: what follows from them is done in the same turn of the queue. */
const actAndSettle =
  <Input, Output>(verb: (db: WriteDb, input: Input, moment: Moment) => Output | Promise<Output>) =>
  ({ input, context }: Call<Input>) => {
    const db = writable(context);
    const moment = context.moment();
    return queued(db, async () => {
      const result = await verb(db, asReplayed(input), moment);
      settleWhenPossible(db, moment);
      return result;
    });
  };

/** A registration with what its partner would earn: incentives are a later room than registrations. */
function withEstimate(
  db: ReadDb,
  input: Asked<'registrations', 'get'>,
  moment: Moment,
): Answer<'registrations', 'get'> {
  return estimated(db, getRegistration(db, input, moment), moment);
}

type Detail = Answer<'registrations', 'get'>;

function estimated(db: ReadDb, registration: Detail, moment: Moment): Detail {
  if (registration.ifApproved === null) return registration;
  const { money, words } = estimate(db, registration.id, moment);
  return { ...registration, ifApproved: { ...registration.ifApproved, wouldEarn: money, wouldEarnWhy: words } };
}

/** A change that answers with a registration: it says of it what a question would. */
const actEstimated = <Input>(verb: (db: WriteDb, input: Input, moment: Moment) => Detail) =>
  act((db, input: Input, moment) => estimated(db, verb(db, input, moment), moment));

function noticesIn(context: EngineContext) {
  if (context.notices === undefined)
    throw new Error('expected a watch to reach the writer’s thread, found the reader’s');
  return context.notices;
}

/** One line a procedure. */
export const router = os.router({
  workspace: {
    create: os.workspace.create.handler(({ context }) => openAlready('made', context)),
    demo: os.workspace.demo.handler(({ context }) => openAlready('made', context)),
    info: os.workspace.info.handler(({ context }) => info(context)),
    check: os.workspace.check.handler(({ context }) => check(context)),
    backup: os.workspace.backup.handler(({ context }) => takeBackup(context)),
    backups: os.workspace.backups.handler(({ context }) => backupsOf(context.db.file)),
    restore: os.workspace.restore.handler(({ context }) => openAlready('restored', context)),
    settle: os.workspace.settle.handler(act((db, _input, moment) => settle(db, moment))),
    watch: os.workspace.watch.handler(({ context, signal }) => noticesIn(context).listen(signal)),
    progress: os.workspace.progress.handler(({ context, signal }) => context.progress.listen(signal)),
  },
  exchange: {
    preview: os.exchange.preview.handler(({ input, context, signal }) => preview(context, input, signal)),
    fields: os.exchange.fields.handler(() => fields()),
    samples: os.exchange.samples.handler(ask(samples)),
    rows: os.exchange.rows.handler(ask(batchRows)),
    issues: os.exchange.issues.handler(ask(issues)),
    commit: os.exchange.commit.handler(({ input, context, signal }) => {
      const db = writable(context);
      return queued(db, async () => {
        const before = standingNow(db);
        const result = await commitBatch(context, input, signal);
        settleWhenPossible(db, context.moment());
        return { ...result, followed: followedSince(before, standingNow(db)) };
      });
    }),
    discard: os.exchange.discard.handler(act(discard)),
    undo: os.exchange.undo.handler(({ input, context, signal }) => {
      const moment = context.moment();
      const db = writable(context);
      return queued(db, async () => {
        const before = standingNow(db);
        const result = await undoBatch(context, input, moment, signal);
        settleWhenPossible(db, moment);
        return { ...result, followed: followedSince(before, standingNow(db)) };
      });
    }),
    batches: os.exchange.batches.handler(ask(batches)),
    wrongRows: os.exchange.wrongRows.handler(act(wrongRows)),
    export: os.exchange.export.handler(act(exportDecisions)),
  },
  partners: {
    list: os.partners.list.handler(ask(listPartners)),
    get: os.partners.get.handler(ask(getPartner)),
  },
  accounts: {
    list: os.accounts.list.handler(ask(listAccounts)),
    get: os.accounts.get.handler(ask(getAccount)),
    opportunities: os.accounts.opportunities.handler(ask(listOpportunities)),
  },
  registrations: {
    list: os.registrations.list.handler(ask(listRegistrations)),
    get: os.registrations.get.handler(ask(withEstimate)),
    submit: os.registrations.submit.handler(actEstimated(submit)),
    approve: os.registrations.approve.handler(act(approve)),
    return: os.registrations.return.handler(act(returnForInformation)),
    answer: os.registrations.answer.handler(act(answerReturn)),
    reject: os.registrations.reject.handler(act(reject)),
    withdraw: os.registrations.withdraw.handler(act(withdraw)),
    undo: os.registrations.undo.handler(act(undoDecision)),
    recordMeeting: os.registrations.recordMeeting.handler(act(recordMeeting)),
  },
  protection: {
    list: os.protection.list.handler(ask(listProtections)),
    extend: os.protection.extend.handler(act(extendProtection)),
  },
  conflicts: {
    list: os.conflicts.list.handler(ask(listCases)),
    get: os.conflicts.get.handler(ask(getCase)),
    open: os.conflicts.open.handler(act(openCase)),
    takeBackOpening: os.conflicts.takeBackOpening.handler(actAndSettle(takeBackOpening)),
    score: os.conflicts.score.handler(act(score)),
    ask: os.conflicts.ask.handler(act(askClaimants)),
    undo: os.conflicts.undo.handler(act(undoRequest)),
    recordPreference: os.conflicts.recordPreference.handler(act(recordPreference)),
    takeBackPreference: os.conflicts.takeBackPreference.handler(act(takeBackPreference)),
    dismiss: os.conflicts.dismiss.handler(actAndSettle(dismiss)),
    rule: os.conflicts.rule.handler(actAndSettle(rule)),
    appeal: os.conflicts.appeal.handler(act(appeal)),
    decideAppeal: os.conflicts.decideAppeal.handler(actAndSettle(decideAppeal)),
  },
  attribution: {
    get: os.attribution.get.handler(ask(getAttribution)),
    set: os.attribution.set.handler(actAndSettle(setAttribution)),
    unset: os.attribution.unset.handler(async ({ input, context }) => {
      await actAndSettle(unsetAttribution)({ input, context });
      return getAttribution(context.db, input, context.moment());
    }),
    offers: os.attribution.offers.handler(ask(listOffers)),
    link: os.attribution.link.handler(actAndSettle(link)),
    decline: os.attribution.decline.handler(actAndSettle(decline)),
  },
  incentives: {
    accruals: os.incentives.accruals.handler(ask(listAccruals)),
    statements: os.incentives.statements.handler(ask(listStatements)),
    statement: os.incentives.statement.handler(ask(statement)),
    exportStatement: os.incentives.exportStatement.handler(act(exportStatement)),
  },
  insights: {
    summary: os.insights.summary.handler(ask(summary)),
    series: os.insights.series.handler(ask(series)),
    rows: os.insights.rows.handler(ask(insightRows)),
    today: os.insights.today.handler(ask(today)),
    find: os.insights.find.handler(ask(find)),
  },
  reviews: {
    list: os.reviews.list.handler(ask(listReviews)),
    create: os.reviews.create.handler(act(createReview)),
    get: os.reviews.get.handler(ask(getReview)),
    note: os.reviews.note.handler(act(changeNotes)),
    commit: os.reviews.commit.handler(act(commitTo)),
    commitments: os.reviews.commitments.handler(ask(listCommitments)),
    // Drawn outside the writer's queue, which it enters to write the file.
    export: os.reviews.export.handler(({ input, context, signal }) =>
      exportReview(writable(context), input, context.moment(), context.outside, { progress: context.progress, signal }),
    ),
  },
  journal: {
    list: os.journal.list.handler(ask(listEntries)),
    verify: os.journal.verify.handler(({ context, signal }) => verifyInTurns(context.db, signal)),
    export: os.journal.export.handler(act(exportJournal)),
    replay: os.journal.replay.handler(({ input, context, signal }) => replayJournal(context, input, signal)),
  },
  programme: {
    get: os.programme.get.handler(ask(getProgramme)),
    update: os.programme.update.handler(act(updateProgramme)),
  },
  matching: {
    check: os.matching.check.handler(ask(checkCustomer)),
  },
});
