import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { ImportKind, Mapping, TextEncoding } from '../../../contract/exchange.ts';
import { orpc } from '../../client/client.ts';
import type { Command } from '../../ui/commands/command.ts';
import { useCommands } from '../../ui/commands/useCommands.ts';
import { DecisionBar } from '../../ui/DecisionBar.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { WorkBar } from '../../ui/JobProgress.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { RowsSkeleton } from '../../ui/Skeletons.tsx';
import type { BatchView, TableView } from './batchView.ts';
import classes from './Mapping.module.css';
import { Constants, Missing, Reading, Words } from './MappingAside.tsx';
import { ColumnsTable } from './MappingColumns.tsx';
import type { MappingEdit, Samples } from './mappingEdit.ts';
import type { BatchWork } from './useBatchWork.ts';

const EMPTY: Mapping = { source: 'by hand', fields: {}, words: {} };

export type MappingPanelProps = {
  batch: BatchView;
  table: TableView;
  work: BatchWork;
  top: ReactNode;
  onClose: () => void;
};

/** Which column is which: every column with its values and the field it gives, and how dates and amounts are read. */
export function MappingPanel({ batch, table, work, top, onClose }: MappingPanelProps) {
  const samples = useQuery(orpc.exchange.samples.queryOptions({ input: { batch: batch.id, file: table.id } }));
  const kinds = useQuery(orpc.exchange.fields.queryOptions({ staleTime: Number.POSITIVE_INFINITY }));
  const { kind } = table;
  const [mapping, setMapping] = useState<Mapping>(table.mapping ?? EMPTY);
  const fields = kind === null ? [] : (kinds.data?.[kind] ?? []);
  const atHand = batch.kept !== undefined;
  const changed = JSON.stringify(mapping) !== JSON.stringify(table.mapping ?? EMPTY);
  const { job } = work.preview;
  const apply: Command = {
    id: 'files.applyMapping',
    title: 'Look again with this mapping',
    keys: ['mod+enter'],
    primary: true,
    when: atHand && changed && kind !== null && job.state === undefined,
    whyNot: kind === null ? 'Say what the file holds first.' : 'Nothing was changed.',
    run: () => kind !== null && work.remap(table, { kind, mapping }),
  };
  const back: Command = { id: 'files.closeMapping', title: 'Back to the rows', keys: ['escape', 'm'], run: onClose };
  const chooseAgain: Command = {
    id: 'files.chooseAgain',
    title: `Choose ${work.names} again…`,
    keys: ['o'],
    when: !atHand,
    run: work.chooseAgain,
  };
  useCommands('Mapping', atHand ? [apply, back] : [chooseAgain, back]);
  const failed = samples.error ?? kinds.error;
  const chooseKind = (next: ImportKind) => (atHand ? work.remap(table, { kind: next }) : undefined);
  const encoding =
    table.read === undefined || table.read.delimiter === null
      ? undefined
      : { read: table.read.encoding, choose: (next: TextEncoding) => work.reencode(table, next) };
  const edit = { kind: table.kind, chooseKind, encoding, fields, mapping, setMapping };
  const bar =
    job.state === undefined ? (
      <DecisionBar
        label="Mapping"
        commands={atHand ? [apply, back] : [chooseAgain, back]}
        hint="It is remembered for the next file with the same columns, once you commit."
      />
    ) : (
      <WorkBar state={job.state} onStop={job.stop} />
    );
  return (
    <Screen fill bar={bar}>
      {top}
      {!atHand && (
        <Panel title="The files are not at hand any more">
          The window was loaded anew, and with it went the permission to read them. Their rows can still be committed;
          to change the mapping, choose the same files again.
        </Panel>
      )}
      {failed !== null && (
        <ErrorPanel error={failed} doing="The columns could not be read" retry={() => void samples.refetch()} />
      )}
      <div className={classes.page} data-alone={!atHand || undefined}>
        {samples.data === undefined || kinds.data === undefined ? (
          <RowsSkeleton rows={10} rowHeight={44} />
        ) : (
          <ColumnsTable samples={samples.data} edit={atHand ? edit : undefined} fields={fields} mapping={mapping} />
        )}
        {atHand && <Aside edit={edit} samples={samples.data ?? []} />}
      </div>
    </Screen>
  );
}

function Aside({ edit, samples }: { edit: MappingEdit; samples: Samples }) {
  return (
    <div className={classes.aside}>
      <Panel title="How it is read">
        <Missing edit={edit} />
        <Reading edit={edit} />
      </Panel>
      <Panel title="The same for all rows">
        <Constants edit={edit} />
      </Panel>
      <Words edit={edit} samples={samples} />
    </div>
  );
}
