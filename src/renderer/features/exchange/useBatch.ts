import { useQuery } from '@tanstack/react-query';
import { BatchId } from '../../../contract/units.ts';
import { orpc } from '../../client/client.ts';
import { type BatchView, batchView } from './batchView.ts';
import { useKeptPreview } from './keptPreviews.ts';

export type BatchQuery = {
  batch: BatchView | undefined;
  /** Looked for and not there: neither a preview nor an import. */
  missing: boolean;
  error: unknown;
  retry: () => void;
};

/** A batch by its id, from the preview at hand, the previews the engine keeps, or the imports. */
export function useBatch(address: string): BatchQuery {
  const parsed = BatchId.safeParse(address);
  const id = parsed.data;
  const kept = useKeptPreview(address);
  const ask = (state: 'previewed' | undefined, enabled: boolean) =>
    orpc.exchange.batches.queryOptions({
      input: { filter: { ...(id === undefined ? {} : { batch: id }), ...(state === undefined ? {} : { state }) } },
      enabled: enabled && id !== undefined,
    });
  const imported = useQuery(ask(undefined, true));
  const waiting = useQuery(ask('previewed', kept === undefined && imported.data?.total === 0));
  const item = imported.data?.items[0] ?? waiting.data?.items[0];
  return {
    batch: id === undefined ? undefined : batchView(id, kept, item),
    missing: id === undefined || (waiting.data?.total === 0 && imported.data?.total === 0 && kept === undefined),
    error: imported.error ?? waiting.error,
    retry: () => void (imported.isError ? imported.refetch() : waiting.refetch()),
  };
}
