import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../../client/client.ts';
import type { Command } from '../../ui/commands/command.ts';
import { useCommands } from '../../ui/commands/useCommands.ts';
import { DecisionBar } from '../../ui/DecisionBar.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { PanelSkeleton, TilesSkeleton } from '../../ui/Skeletons.tsx';
import { rowCommands } from '../../ui/useRowKeys.ts';
import { StatementsList } from './StatementsList.tsx';
import { StatementView } from './StatementView.tsx';
import { useEarnings } from './useEarnings.ts';
import { useExportStatement } from './useExportStatement.ts';

/** What is owed, and why? */
export function EarningsScreen() {
  const earnings = useEarnings();
  const { chosen, at, pages, select } = earnings;
  const [allOpen, setAllOpen] = useState(false);
  const { save, saving } = useExportStatement();
  const shown = useQuery(
    orpc.incentives.statement.queryOptions({
      input: { partner: chosen?.partner ?? '', quarter: chosen?.quarter ?? '' },
      enabled: chosen !== undefined,
    }),
  );
  const statement = chosen === undefined ? undefined : shown.data;
  const out: Command = {
    id: 'earnings.export',
    title: 'Save as Excel…',
    keys: ['e'],
    primary: true,
    keywords: 'export statement xlsx workbook',
    when: statement !== undefined && !saving,
    run: () => statement !== undefined && save(statement),
  };
  const steps: Command = {
    id: 'earnings.steps',
    title: allOpen ? 'Close all steps' : 'Open all steps',
    keys: ['o'],
    when: statement !== undefined,
    run: () => setAllOpen(!allOpen),
  };
  const rows = rowCommands('earnings', at, pages.items.length, (index) => select(pages.items[index]));
  useCommands('Earnings', [out, steps, ...rows]);
  return (
    <Screen
      list={<StatementsList earnings={earnings} />}
      bar={
        chosen === undefined ? undefined : (
          <DecisionBar
            label="Statement"
            commands={[out, steps]}
            busy={saving ? out.id : undefined}
            hint="The workbook recomputes every amount with formulas of its own."
          />
        )
      }
    >
      {shown.isError ? (
        <ErrorPanel
          error={shown.error}
          retry={() => void shown.refetch()}
          doing="The statement could not be drawn up"
        />
      ) : statement !== undefined ? (
        <StatementView statement={statement} allOpen={allOpen} />
      ) : pages.status === 'success' && pages.total === 0 ? (
        <EmptyState title="No statement to show">
          Earnings follow by themselves when an extract shows a registered deal as won; how much is in the programme.
        </EmptyState>
      ) : pages.status === 'error' ? null : (
        <>
          <TilesSkeleton />
          <PanelSkeleton lines={6} />
        </>
      )}
    </Screen>
  );
}
