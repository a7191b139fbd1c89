import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Fate } from '../../../contract/exchange.ts';
import { orpc } from '../../client/client.ts';
import { byCursor, pageAt, usePages } from '../../client/usePages.ts';
import type { BatchView, TableView } from './batchView.ts';
import { rowKey } from './issueGroups.ts';
import { fieldsGiven } from './rowColumns.tsx';

const AT_MOST = 1_000;

/** The rows of one table of a batch with their fate, its issues, and what its columns mean. */
export function useBatchRows(batch: BatchView, table: TableView, fate: Fate | undefined, text: string | undefined) {
  const at = { batch: batch.id, filter: { file: table.id } };
  const pages = usePages(
    orpc.exchange.rows.infiniteOptions({
      input: (cursor: string | undefined) => ({
        batch: batch.id,
        filter: {
          file: table.id,
          ...(fate === undefined ? {} : { fate }),
          ...(text === undefined ? {} : { text }),
        },
        ...pageAt(cursor),
      }),
      ...byCursor,
    }),
  );
  // Of an old import the engine reads the files anew for the first question; the others wait until that is done.
  const ready = pages.status === 'success';
  const issues = useQuery(orpc.exchange.issues.queryOptions({ input: { ...at, limit: AT_MOST }, enabled: ready }));
  const wrong = useQuery(
    orpc.exchange.rows.queryOptions({
      input: { batch: batch.id, filter: { file: table.id, fate: 'wrong' }, limit: AT_MOST },
      enabled: ready && table.counts.wrong > 0,
    }),
  );
  const samples = useQuery(
    orpc.exchange.samples.queryOptions({
      input: { batch: batch.id, file: table.id },
      enabled: ready && table.mapping === undefined,
    }),
  );
  const kinds = useQuery(orpc.exchange.fields.queryOptions({ staleTime: Number.POSITIVE_INFINITY }));
  const titles = useMemo(
    () =>
      new Map([
        ...(table.kind === null ? [] : (kinds.data?.[table.kind] ?? [])).map((one) => [one.field, one.title] as const),
        // Read from the type of business, whose title it would not fit.
        ['renewal', 'Renewal'],
      ]),
    [kinds.data, table.kind],
  );
  const { mapped, fieldOf } = useMemo(() => fieldsGiven(table.mapping, samples.data), [table.mapping, samples.data]);
  const wrongRows = useMemo(
    () => new Set((wrong.data?.items ?? []).map(({ file, sheet, row }) => rowKey(file, sheet, row))),
    [wrong.data],
  );
  return {
    pages,
    issues: issues.data?.items ?? [],
    issuesTotal: issues.data?.total ?? 0,
    wrongRows,
    ...{ mapped, fieldOf, titles },
  };
}
