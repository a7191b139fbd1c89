import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { OpportunityId, RegistrationId } from '../../../../contract/units.ts';
import { useFormat } from '../../../format/useFormat.tsx';
import { FormModal } from '../../../ui/FormModal.tsx';
import { WordsField } from '../../../ui/WordsField.tsx';
import { claimantsOf } from '../claimants.ts';
import { openingOf } from '../openingOf.ts';
import classes from './Dialogs.module.css';
import type { DialogProps } from './dialogProps.ts';

/** States in which a competing registration can still be put before a decider. */
const OPEN_TO_CASES = ['submitted', 'returned', 'approved', 'open'];

/** Opens a case over this registration and those that compete with it. */
export function CaseDialog({ detail, decisions, onClose }: DialogProps) {
  const format = useFormat();
  const claims = detail.competing.filter((claim) => OPEN_TO_CASES.includes(claim.state));
  const { partners, own } = claimantsOf(claims);
  const [chosen, setChosen] = useState(
    () => new Set(claims.filter((claim) => claim.verdict === 'same').map((claim) => claim.id)),
  );
  const [reason, setReason] = useState('');
  const { fromDialog } = decisions;
  const ofKind = (kind: 'registration' | 'opportunity') =>
    claims.filter((claim) => claim.kind === kind && chosen.has(claim.id)).map((claim) => claim.id);
  const opening = () =>
    openingOf(detail, {
      registrations: [detail.id, ...(ofKind('registration') as RegistrationId[])],
      opportunities: ofKind('opportunity') as OpportunityId[],
      reason: reason.trim(),
    });
  return (
    <FormModal
      title={`Open a case over ${detail.customer}`}
      opened
      onClose={onClose}
      submitTitle="Open the case"
      busy={fromDialog.isPending}
      error={fromDialog.error}
      notReady={chosen.size === 0 ? 'A case needs a second claim.' : undefined}
      hint="The claims are scored blind, and the ruling decides all of them. Their own clocks stop until then."
      onSubmit={() => fromDialog.mutate(opening(), { onSuccess: onClose })}
    >
      <fieldset className={classes.choices}>
        <legend className={classes.legend}>
          Beside the claim of <bdi>{detail.partnerName}</bdi>
        </legend>
        {partners.map((claim, place) => (
          <Checkbox
            key={claim.id}
            label={`${claim.partnerName ?? 'A claimant'}: ${claim.label}`}
            description={[
              `${claim.verdict} customer`,
              claim.state,
              claim.receivedAt === null ? undefined : `received ${format.instant(claim.receivedAt)}`,
            ]
              .filter((part) => part !== undefined)
              .join(', ')}
            checked={chosen.has(claim.id)}
            {...(place === 0 ? { 'data-autofocus': true } : {})}
            onChange={(event) => {
              const next = new Set(chosen);
              if (event.currentTarget.checked) next.add(claim.id);
              else next.delete(claim.id);
              setChosen(next);
            }}
          />
        ))}
        {own.length > 0 && (
          <Checkbox
            label={`Our own team: ${own.length === 1 ? (own[0]?.label ?? '') : `${own.length} open opportunities`}`}
            description={own.length === 1 ? 'same customer, open' : 'one claim, from the day the oldest was opened'}
            checked={own.some((claim) => chosen.has(claim.id))}
            {...(partners.length === 0 ? { 'data-autofocus': true } : {})}
            onChange={(event) => {
              const next = new Set(chosen);
              for (const claim of own)
                if (event.currentTarget.checked) next.add(claim.id);
                else next.delete(claim.id);
              setChosen(next);
            }}
          />
        )}
      </fieldset>
      <WordsField label="Why, if it isn’t plain" value={reason} onChange={setReason} />
    </FormModal>
  );
}
