import { TextInput } from '@mantine/core';
import { type ReactNode, useId, useState } from 'react';
import type { IsoDate } from '../../../contract/units.ts';
import { useFormat } from '../../format/useFormat.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { type Step, Steps } from '../../ui/Steps.tsx';
import classes from './Batch.module.css';
import type { BatchView, TableView } from './batchView.ts';
import { filesInWords } from './kinds.ts';
import { leftOutCounted } from './leftOut.ts';
import { readInWords, takenFor } from './readWords.ts';

export type BatchHeaderProps = {
  batch: BatchView;
  table: TableView | undefined;
  mapping: boolean;
  /** Reads the files again as of another date; left out where they are not at hand. */
  onAsOf: ((asOf: IsoDate) => void) | undefined;
  /** Beside the steps: the search in the rows. */
  search?: ReactNode;
};

/** Which files, what they were taken for, as of when, and how far their import has come. */
export function BatchHeader({ batch, table, mapping, onAsOf, search }: BatchHeaderProps) {
  const format = useFormat();
  const names = batch.tables.map(({ file }) => file);
  const byHand = batch.kept?.given.some(
    ({ grant, mapping: said }) => said !== undefined && table?.file.startsWith(grant.name),
  );
  const taken = table === undefined ? undefined : takenFor(table, byHand === true);
  const read = table === undefined ? undefined : readInWords(table, format);
  return (
    <>
      <PageHeader
        title={
          <span className={classes.title} title={names.join('\n')}>
            {filesInWords(names)}
          </span>
        }
        chips={
          <>
            {taken !== undefined && <Chip tone={taken.known ? 'accent' : 'due'}>{taken.words}</Chip>}
            {read !== undefined && <Chip>{read}</Chip>}
          </>
        }
        actions={
          batch.state === 'previewed' && onAsOf !== undefined ? (
            <AsOf key={batch.asOf} asOf={batch.asOf} onAsOf={onAsOf} />
          ) : (
            <Chip>As of {format.date(batch.asOf)}</Chip>
          )
        }
      />
      <div className={classes.progress}>
        <div className={classes.steps}>
          <Steps label="How far the import has come" steps={stepsOf(batch, mapping, format)} />
        </div>
        {search}
      </div>
    </>
  );
}

function AsOf({ asOf, onAsOf }: { asOf: IsoDate; onAsOf: (asOf: IsoDate) => void }) {
  const format = useFormat();
  const id = useId();
  const [date, setDate] = useState<string>(asOf);
  const take = () => {
    if (date !== '' && date !== asOf) onAsOf(date as IsoDate);
  };
  return (
    <span className={classes.asOf}>
      <label htmlFor={id}>As of</label>
      <TextInput
        id={id}
        type="date"
        className={classes.date ?? ''}
        max={format.today}
        value={date}
        onChange={(event) => setDate(event.currentTarget.value)}
        // Not with each figure that is typed: the files are read again for it.
        onBlur={take}
        onKeyDown={(event) => event.key === 'Enter' && take()}
      />
    </span>
  );
}

type Words = ReturnType<typeof useFormat>;

function stepsOf(batch: BatchView, mapping: boolean, format: Words): Step[] {
  const imported = batch.tables.filter(({ use }) => use === 'import');
  const rows = batch.tables.reduce((sum, { read }) => sum + (read?.rows ?? 0), 0);
  const columns = imported.reduce((sum, { read }) => sum + (read?.columns.length ?? 0), 0);
  const taken = columns - imported.reduce((sum, { unmapped }) => sum + unmapped.length, 0);
  const known = batch.kept !== undefined;
  const open = batch.state === 'previewed';
  const nothing = imported.length === 0;
  return [
    { id: 'read', title: 'Read', state: 'done', detail: known ? format.counted(rows, 'row', 'rows') : undefined },
    {
      id: 'map',
      title: 'Map',
      state: mapping ? 'current' : 'done',
      detail: nothing
        ? 'not known what it holds'
        : known
          ? `${format.count(taken)} of ${format.counted(columns, 'column', 'columns')}`
          : undefined,
    },
    {
      id: 'check',
      title: 'Check',
      state: mapping ? 'to come' : open ? 'current' : 'done',
      detail: nothing ? 'no row to check' : checkedInWords(batch, format),
    },
    { id: 'commit', title: 'Commit', state: open ? 'to come' : 'done', detail: endOf(batch, format) },
  ];
}

function checkedInWords(batch: BatchView, format: Words): string {
  const { wrong } = batch.counts;
  const out = leftOutCounted(batch, format);
  if (wrong === 0) return out ?? 'every row is right';
  return [`${format.counted(wrong, 'row', 'rows')} to mend`, ...(out === undefined ? [] : [out])].join(', ');
}

function endOf({ state, item }: BatchView, format: Words): string | undefined {
  if (state === 'previewed' || item === undefined) return undefined;
  if (state === 'undone') return item.undoneAt === null ? 'undone' : `undone ${format.instant(item.undoneAt)}`;
  return item.committedAt === null ? undefined : format.instant(item.committedAt);
}
