import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CaseDetail } from '../../../contract/conflicts.ts';
import { client, orpc } from '../../client/client.ts';
import { notifyError } from '../../ui/notify.tsx';
import { type Cell, cellKey, type Entered } from './scoring.ts';
import { dropUndosOver, useKept } from './useKept.ts';

/** Scores as they are entered: each is saved at once, one after the other, and shown before it is. */
export function useScores(detail: CaseDetail | undefined) {
  const queries = useQueryClient();
  const [entered, setEntered] = useState<Entered>({});
  const id = detail?.id;
  const keep = (saved: CaseDetail) => {
    queries.setQueryData(orpc.conflicts.get.queryKey({ input: { case: saved.id } }), saved);
    dropUndosOver(saved);
  };
  const kept = useKept(() => undefined);
  const scope = { id: `scores of ${id ?? 'none'}` };
  const save = useMutation({
    scope,
    mutationFn: ({ cell, score, of }: { cell: Cell; score: number; of: CaseDetail['id'] }) =>
      client.conflicts.score({ case: of, scores: { [cell.label]: { [cell.criterion]: score } } }),
    onSuccess: keep,
    onError: (error, { cell }) => {
      setEntered(({ [cellKey(cell)]: _, ...rest }) => rest);
      notifyError(error);
    },
  });
  // In the same scope: no score that is still on its way comes after the seal.
  const seal = useMutation({
    scope,
    mutationFn: (of: CaseDetail['id']) => client.conflicts.score({ case: of, seal: true }),
    onSuccess: (sealed) => {
      const names = sealed.list.map((claim) => `${claim.label} is ${claim.revealed?.partnerName ?? 'not known'}`);
      kept(sealed, { said: `The scores are sealed. ${names.join(', ')}.` });
    },
    onError: notifyError,
  });
  return {
    entered,
    enter: (cell: Cell, score: number) => {
      if (id === undefined) return;
      setEntered((before) => ({ ...before, [cellKey(cell)]: score }));
      save.mutate({ cell, score, of: id });
    },
    saving: save.isPending,
    seal,
  };
}
