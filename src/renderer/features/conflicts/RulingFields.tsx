import { Checkbox, Select } from '@mantine/core';
import { type CaseDetail, type ClaimLabel, Outcome, type Recommendation } from '../../../contract/conflicts.ts';
import { WordsField } from '../../ui/WordsField.tsx';
import classes from './CaseDialogs.module.css';
import { claimantName, outcomesOf, outcomeWords, winnersOf } from './caseWords.ts';

/** A ruling as it is being written. */
export type RulingDraft = { outcome: Outcome; winner: ClaimLabel | null; clauses: string[]; reason: string };

/** The ruling the policy recommends, to begin with. */
export const draftFrom = (of: Recommendation | null): RulingDraft => ({
  outcome: of?.outcome ?? 'no protection',
  winner: of?.winner ?? null,
  clauses: of === null ? ['none'] : [of.clause],
  reason: of?.words ?? '',
});

/** A changed ruling begins with the claim that appealed in the place of the one that won; why, the decider says. */
export function draftForAppeal(detail: CaseDetail): RulingDraft {
  const { ruling, appeal } = detail;
  const outcome = ruling?.outcome ?? 'award';
  const by = appeal?.by ?? null;
  const winner = by !== null && winnersOf(detail, outcome).labels.includes(by) ? by : null;
  return { outcome, winner, clauses: ruling?.clauses ?? [], reason: '' };
}

/** What is still missing from a ruling; `undefined` when it can be given. */
export function rulingLacks(detail: CaseDetail, { outcome, winner, clauses, reason }: RulingDraft): string | undefined {
  if (winnersOf(detail, outcome).needed && winner === null) return 'Name the claim that wins.';
  if (clauses.length === 0) return 'Name the clause it rests on.';
  return reason.trim() === '' ? 'Give the reason, as the letters will.' : undefined;
}

export type RulingFieldsProps = {
  detail: CaseDetail;
  draft: RulingDraft;
  onChange: (draft: RulingDraft) => void;
};

/** Outcome, winner, clauses and reason. */
export function RulingFields({ detail, draft, onChange }: RulingFieldsProps) {
  const { labels, needed } = winnersOf(detail, draft.outcome);
  const recommended = detail.recommendation;
  const departs =
    recommended !== null && (recommended.outcome !== draft.outcome || recommended.winner !== draft.winner);
  return (
    <>
      <Select
        label="Outcome"
        data={outcomesOf(detail, Outcome.options)}
        value={draft.outcome}
        allowDeselect={false}
        data-autofocus
        onChange={(value) => {
          if (value === null) return;
          const outcome = value as Outcome;
          const may = winnersOf(detail, outcome).labels;
          const winner = draft.winner !== null && may.includes(draft.winner) ? draft.winner : null;
          onChange({ ...draft, outcome, winner });
        }}
      />
      {labels.length > 0 && (
        <Select
          label="The claim that wins"
          data={labels.map((label) => ({
            value: label,
            label: claimantName(
              detail.list.find((claim) => claim.label === label),
              label,
            ),
          }))}
          value={draft.winner}
          clearable={!needed}
          allowDeselect={!needed}
          placeholder={needed ? undefined : 'none: they share'}
          onChange={(value) => onChange({ ...draft, winner: value as ClaimLabel | null })}
        />
      )}
      <fieldset className={classes.clauses}>
        <legend className={classes.legend}>Clauses it rests on</legend>
        {[...detail.clauses.map(({ id, title }) => ({ id, title })), { id: 'none', title: 'no clause settles it' }].map(
          ({ id, title }) => (
            <Checkbox
              key={id}
              label={id === 'none' ? title : `${id}, ${title}`}
              checked={draft.clauses.includes(id)}
              onChange={(event) => {
                const others = draft.clauses.filter((one) => one !== id);
                onChange({ ...draft, clauses: event.currentTarget.checked ? [...others, id].sort() : others });
              }}
            />
          ),
        )}
      </fieldset>
      <WordsField
        label="Reason, as both sides will read it"
        lines={3}
        value={draft.reason}
        onChange={(words) => onChange({ ...draft, reason: words })}
      />
      {departs && (
        <p className={classes.departs}>
          The policy recommends otherwise: {outcomeWords(detail, recommended.outcome, recommended.winner)}, under{' '}
          {recommended.clause}. Say in the reason why not; an appeal will read it.
        </p>
      )}
    </>
  );
}
