import { Radio, Select, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { CaseDetail, ClaimLabel } from '../../../contract/conflicts.ts';
import { orpc } from '../../client/client.ts';
import { useFormat } from '../../format/useFormat.tsx';
import { FormModal } from '../../ui/FormModal.tsx';
import { WordsField } from '../../ui/WordsField.tsx';
import { claimantName, outcomeWords } from './caseWords.ts';
import { draftForAppeal, draftFrom, RulingFields, rulingLacks } from './RulingFields.tsx';
import { useKept } from './useKept.ts';

export type CaseDialogProps = { detail: CaseDetail; onClose: () => void };

/** What a dialog does once the case has changed. */
function useSaid(onClose: () => void, said: (detail: CaseDetail) => string) {
  const kept = useKept(onClose);
  return (detail: CaseDetail) => kept(detail, { said: said(detail) });
}

/** Rules, beginning with what the policy recommends. */
export function RuleDialog({ detail, onClose }: CaseDialogProps) {
  const format = useFormat();
  const [draft, setDraft] = useState(() => draftFrom(detail.recommendation));
  const onSuccess = useSaid(onClose, (ruled) =>
    ruled.ruling === null
      ? `${ruled.number} is ruled.`
      : `${ruled.number}: ${outcomeWords(ruled, ruled.ruling.outcome, ruled.ruling.winner)}. An appeal may be filed until ${format.date(ruled.ruling.appealUntil)}.`,
  );
  const rule = useMutation(orpc.conflicts.rule.mutationOptions({ onSuccess }));
  return (
    <FormModal
      title={`Rule on ${detail.number}`}
      opened
      onClose={onClose}
      submitTitle="Rule"
      size={560}
      busy={rule.isPending}
      error={rule.error}
      notReady={rulingLacks(detail, draft)}
      hint="The winner’s registration is approved, the others are closed as the clause says, and the days to appeal begin."
      onSubmit={() =>
        rule.mutate({ case: detail.id, revision: detail.revision, ...draft, reason: draft.reason.trim() })
      }
    >
      <RulingFields detail={detail} draft={draft} onChange={setDraft} />
    </FormModal>
  );
}

/** Files the one appeal a claimant has. */
export function AppealDialog({ detail, onClose }: CaseDialogProps) {
  const won = detail.ruling?.outcome === 'award' ? detail.ruling.winner : null;
  const losers = detail.list.filter((claim) => claim.kind === 'registration' && claim.label !== won);
  const [by, setBy] = useState<ClaimLabel | undefined>(losers.length === 1 ? losers[0]?.label : undefined);
  const [grounds, setGrounds] = useState('');
  const onSuccess = useSaid(onClose, (appealed) => `The appeal in ${appealed.number} is filed.`);
  const appeal = useMutation(orpc.conflicts.appeal.mutationOptions({ onSuccess }));
  return (
    <FormModal
      title={`Appeal against the ruling on ${detail.number}`}
      opened
      onClose={onClose}
      submitTitle="File the appeal"
      busy={appeal.isPending}
      error={appeal.error}
      notReady={by === undefined ? 'Say who appeals.' : grounds.trim() === '' ? 'Give the grounds.' : undefined}
      hint="What the ruling granted stands until somebody other than who ruled has decided the appeal. There is one appeal only."
      onSubmit={() =>
        by !== undefined && appeal.mutate({ case: detail.id, revision: detail.revision, by, grounds: grounds.trim() })
      }
    >
      <Select
        label="Who appeals"
        data={losers.map((claim) => ({ value: claim.label, label: claimantName(claim, claim.label) }))}
        value={by ?? null}
        allowDeselect={false}
        onChange={(value) => value !== null && setBy(value as ClaimLabel)}
      />
      <WordsField
        label="Grounds"
        first
        lines={3}
        value={grounds}
        onChange={setGrounds}
        placeholder="Our visit to the plant was earlier; the signed minutes are attached."
      />
    </FormModal>
  );
}

/** Decides an appeal, finally. */
export function DecideAppealDialog({ detail, onClose }: CaseDialogProps) {
  const [outcome, setOutcome] = useState<'upheld' | 'changed'>('upheld');
  const [reason, setReason] = useState('');
  const [draft, setDraft] = useState(() => draftForAppeal(detail));
  const onSuccess = useSaid(onClose, (decided) =>
    decided.appeal?.decision?.outcome === 'changed'
      ? `${decided.number}: the ruling was changed on appeal.`
      : `${decided.number}: the ruling stands.`,
  );
  const decide = useMutation(orpc.conflicts.decideAppeal.mutationOptions({ onSuccess }));
  const changed = outcome === 'changed';
  const lacks = changed ? rulingLacks(detail, draft) : undefined;
  return (
    <FormModal
      title={`Decide the appeal in ${detail.number}`}
      opened
      onClose={onClose}
      submitTitle={changed ? 'Change the ruling' : 'Let the ruling stand'}
      size={560}
      busy={decide.isPending}
      error={decide.error}
      notReady={reason.trim() === '' ? 'Answer the grounds in a sentence.' : lacks}
      hint="This is final. A changed ruling reaches protection, credit and pay."
      onSubmit={() =>
        decide.mutate({
          case: detail.id,
          revision: detail.revision,
          outcome,
          reason: reason.trim(),
          ...(changed ? { ruling: { ...draft, reason: draft.reason.trim() } } : {}),
        })
      }
    >
      <Radio.Group label="The ruling" value={outcome} onChange={(value) => setOutcome(value as 'upheld' | 'changed')}>
        <Stack gap="xs">
          <Radio size="xs" value="upheld" label="stands" data-autofocus />
          <Radio size="xs" value="changed" label="is changed" />
        </Stack>
      </Radio.Group>
      <WordsField label="Answer to the grounds" value={reason} onChange={setReason} />
      {changed && <RulingFields detail={detail} draft={draft} onChange={setDraft} />}
    </FormModal>
  );
}
