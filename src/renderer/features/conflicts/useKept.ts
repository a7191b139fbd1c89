import { useQueryClient } from '@tanstack/react-query';
import type { CaseDetail } from '../../../contract/conflicts.ts';
import { orpc } from '../../client/client.ts';
import { notify } from '../../ui/notify.tsx';

/** What a step of a case does once it is taken: shows the case as it is now at once, says so, and closes what asked. */
export function useKept(onClose: () => void) {
  const queries = useQueryClient();
  return (detail: CaseDetail, { said, undo }: { said: string; undo?: () => void }) => {
    queries.setQueryData(orpc.conflicts.get.queryKey({ input: { case: detail.id } }), detail);
    notify({ message: said, tone: 'pass', undo });
    onClose();
  };
}
