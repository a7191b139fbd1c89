import { Link } from '@tanstack/react-router';
import type { CaseDetail, Claim, Recommendation } from '../../../contract/conflicts.ts';
import { type Format, useFormat } from '../../format/useFormat.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Timeline } from '../../ui/Timeline.tsx';
import classes from './CasePanels.module.css';
import { claimantName, colorOf, outcomeWords } from './caseWords.ts';

/** What happened, on one time line, each with where it is known from. */
export function HappenedPanel({ detail }: { detail: CaseDetail }) {
  const format = useFormat();
  return (
    <Panel title="What happened, with its source">
      <Timeline
        label="What happened"
        entries={detail.timeline.map((point, place) => ({
          id: String(place),
          when: point.at === null ? format.shortDate(point.on) : format.instant(point.at),
          who: point.claim,
          claimant: colorOf(point.claim),
          what: (
            <>
              {point.words}
              {point.note !== null && <bdi className={classes.note}>{point.note}</bdi>}
            </>
          ),
          source: <bdi>{format.words(point.source)}</bdi>,
        }))}
      />
    </Panel>
  );
}

/** The policy in its order, with the clause that applies. */
export function PolicyPanel({ detail }: { detail: CaseDetail }) {
  const format = useFormat();
  return (
    <Panel title="Policy, in this order">
      <ol className={classes.clauses}>
        {detail.clauses.map((clause, place) => (
          <li key={clause.id} className={classes.clause} data-applies={clause.applies || undefined}>
            <span className={classes.number}>{place + 1}</span>
            <span>
              <span className={classes.clauseTitle}>
                {clause.title} <span className={classes.id}>{clause.id}</span>
                {clause.applies && <Chip tone="accent">applies</Chip>}
              </span>
              {clause.applies && <span className={classes.rule}>“{clause.words}”</span>}
              <span className={classes.finding}>{format.words(clause.finding)}</span>
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

/** Cases decided before under the same clause. */
export function LikePanel({ detail }: { detail: CaseDetail }) {
  if (detail.like.length === 0) return null;
  return (
    <Panel title="Like cases" detail="same clause">
      <ul className={classes.like}>
        {detail.like.map((one) => (
          <li key={one.id}>
            <Link to="/cases/$id" params={{ id: one.id }}>
              {one.number}
            </Link>{' '}
            <span className={classes.finding}>{one.words}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** What the policy recommends once the scores are sealed. */
export function RecommendationPanel({ detail, of }: { detail: CaseDetail; of: Recommendation }) {
  const format = useFormat();
  const clause = detail.clauses.find((one) => one.id === of.clause);
  return (
    <Panel title="The policy recommends" detail={clause === undefined ? 'no clause settles it' : `under ${clause.id}`}>
      <p className={classes.outcome}>{outcomeWords(detail, of.outcome, of.winner)}.</p>
      <p className={classes.reason}>{format.words(of.words)}</p>
      <p className={classes.loser}>
        {of.runnerUp === null ? '' : `Next in line: ${nameOf(detail, of.runnerUp)}. `}
        Who doesn’t win gets {of.loserGets}.
      </p>
    </Panel>
  );
}

const nameOf = (detail: CaseDetail, label: Claim['label']) =>
  claimantName(
    detail.list.find((claim) => claim.label === label),
    label,
  );

/** What was ruled, why, and until when it may be appealed. */
export function RulingPanel({ detail }: { detail: CaseDetail }) {
  const format = useFormat();
  const { ruling } = detail;
  if (ruling === null) return null;
  return (
    <Panel
      title={detail.appeal?.decision?.ruling == null ? 'Ruling' : 'Ruling, changed on appeal'}
      detail={
        <Chip tone={ruling.followedRecommendation ? 'pass' : 'due'}>
          {ruling.followedRecommendation ? 'as the policy recommends' : 'departs from the policy'}
        </Chip>
      }
    >
      <p className={classes.outcome}>{outcomeWords(detail, ruling.outcome, ruling.winner)}.</p>
      <p className={classes.reason}>
        “<bdi>{format.words(ruling.reason)}</bdi>”
      </p>
      <p className={classes.loser}>
        Under {ruling.clauses.join(', ')}, by {ruling.by} on {format.instant(ruling.at)}. Who didn’t win gets{' '}
        {ruling.loserGets}. {appealWords(detail, format)}
      </p>
    </Panel>
  );
}

function appealWords({ appeal, ruling }: CaseDetail, format: Format): string {
  if (appeal !== null || ruling === null) return '';
  return ruling.appealUntil >= format.today
    ? `An appeal may be filed until ${format.date(ruling.appealUntil)}.`
    : `The last day for an appeal was ${format.date(ruling.appealUntil)}; the ruling is final.`;
}

/** The appeal, and what came of it. */
export function AppealPanel({ detail }: { detail: CaseDetail }) {
  const format = useFormat();
  const { appeal } = detail;
  if (appeal === null) return null;
  const { decision } = appeal;
  return (
    <Panel
      title={`Appeal of ${nameOf(detail, appeal.by)}`}
      detail={
        decision === null ? (
          `to be answered by ${format.instant(appeal.answerDueAt)}`
        ) : (
          <Chip tone={decision.outcome === 'upheld' ? 'neutral' : 'accent'}>
            {decision.outcome === 'upheld' ? 'the ruling stands' : 'the ruling was changed'}
          </Chip>
        )
      }
    >
      <p className={classes.reason}>
        “<bdi>{appeal.grounds}</bdi>”
      </p>
      <p className={classes.loser}>Filed on {format.instant(appeal.filedAt)}.</p>
      {decision !== null && (
        <>
          <p className={classes.answer}>
            “<bdi>{decision.reason}</bdi>”
          </p>
          <p className={classes.loser}>
            Decided by {decision.by} on {format.instant(decision.at)}, finally.
          </p>
        </>
      )}
    </Panel>
  );
}
