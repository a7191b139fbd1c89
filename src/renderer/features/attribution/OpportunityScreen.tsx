import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { Attribution } from '../../../contract/attribution.ts';
import type { OpportunityId } from '../../../contract/units.ts';
import { client, orpc } from '../../client/client.ts';
import { useFormat } from '../../format/useFormat.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { CommandButton } from '../../ui/CommandButton.tsx';
import type { Command } from '../../ui/commands/command.ts';
import { useCommands } from '../../ui/commands/useCommands.ts';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { notify, notifyError } from '../../ui/notify.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { Columns, Screen } from '../../ui/Screen.tsx';
import { PageSkeleton } from '../../ui/Skeletons.tsx';
import { CreditDialog } from './CreditDialog.tsx';
import { CreditPanel } from './CreditPanel.tsx';
import { EarnedPanel, FactsPanel, HappenedPanel, SourcePanel } from './OpportunityPanels.tsx';
import { putBack } from './putBack.ts';

/** Who is credited with this opportunity, by which rule, and what came of it? */
export function OpportunityScreen() {
  const { id } = useParams({ strict: false }) as { id: OpportunityId };
  const attribution = useQuery(orpc.attribution.get.queryOptions({ input: { opportunity: id } }));
  if (attribution.isError) {
    return (
      <Screen>
        <ErrorPanel
          error={attribution.error}
          retry={() => void attribution.refetch()}
          doing="The opportunity could not be shown"
        />
      </Screen>
    );
  }
  if (attribution.data === undefined) return <PageSkeleton />;
  return <Opportunity key={id} attribution={attribution.data} />;
}

function Opportunity({ attribution }: { attribution: Attribution }) {
  const format = useFormat();
  const [changing, setChanging] = useState(false);
  const { opportunity, registration, byHand } = attribution;
  // Who has a part is hidden while the case of the registration is blind.
  const hidden = attribution.origin !== 'direct' && attribution.roles.length === 0;
  const unset = useMutation({
    mutationFn: () => client.attribution.unset({ opportunity: opportunity.id, revision: attribution.revision }),
    onSuccess: (now) =>
      notify({
        message: `The programme’s rules decide again who is credited: ${now.origin}.`,
        tone: 'pass',
        undo: () => void putBack(attribution, now.revision).catch(notifyError),
      }),
    onError: notifyError,
  });
  const change: Command = {
    id: 'attribution.set',
    title: 'Change the credit…',
    keys: ['e'],
    keywords: 'origin split share role partner sourced influenced co-sell',
    primary: true,
    when: !hidden,
    whyNot: attribution.because,
    run: () => setChanging(true),
  };
  const byRules: Command = {
    id: 'attribution.unset',
    title: 'Let the rules decide',
    keys: ['b'],
    keywords: 'undo credit by hand take back',
    when: byHand && !hidden && !unset.isPending,
    whyNot: hidden ? attribution.because : 'The programme’s rules decide it already.',
    run: () => unset.mutate(),
  };
  useCommands('Opportunity', [change, byRules]);
  const facts = [
    opportunity.accountName ?? undefined,
    opportunity.family ?? undefined,
    opportunity.value === null ? undefined : format.money(opportunity.value),
    opportunity.closeOn === null
      ? undefined
      : `${opportunity.status === 'open' ? 'closes' : opportunity.status} ${format.shortDate(opportunity.closeOn)}`,
  ].filter((part) => part !== undefined);
  return (
    <Screen>
      <PageHeader
        title={opportunity.name}
        chips={
          <Chip tone={opportunity.status === 'won' ? 'pass' : opportunity.status === 'lost' ? 'fail' : 'neutral'}>
            {opportunity.stage}
          </Chip>
        }
        detail={opportunity.key}
        actions={
          <>
            {byHand && <CommandButton command={byRules} busy={unset.isPending} />}
            <CommandButton command={change} />
          </>
        }
      >
        {registration !== null && (
          <>
            <Link to="/registrations/$id" params={{ id: registration.id }} search={{ queue: 'all' } as never}>
              {registration.number}
            </Link>
            {' · '}
          </>
        )}
        <bdi>{facts.join(' · ')}</bdi>
      </PageHeader>
      <Columns
        aside={
          <>
            <FactsPanel opportunity={opportunity} />
            <SourcePanel lineage={attribution.lineage} />
          </>
        }
      >
        <CreditPanel attribution={attribution} />
        <EarnedPanel opportunity={opportunity} />
        <HappenedPanel opportunity={opportunity} />
      </Columns>
      {changing && <CreditDialog attribution={attribution} onClose={() => setChanging(false)} />}
    </Screen>
  );
}
