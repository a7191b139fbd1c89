import { useQueryClient } from '@tanstack/react-query';
import type { CaseDetail } from '../../../contract/conflicts.ts';
import { orpc } from '../../client/client.ts';
import { dropUndo, type Notice, notify } from '../../ui/notify.tsx';

/** What a step of a case does once it is taken: shows the case as it is now at once, says so, and closes what asked. */
export function useKept(onClose: () => void) {
  const queries = useQueryClient();
  return (detail: CaseDetail, { said, ...undo }: { said: string } & Pick<Notice, 'undo' | 'undoOf'>) => {
    queries.setQueryData(orpc.conflicts.get.queryKey({ input: { case: detail.id } }), detail);
    dropUndosOver(detail);
    notify({ message: said, tone: 'pass', ...undo });
    onClose();
  };
}

/** What the step has put an end to is not offered to be taken back any more: it would be refused. */
export function dropUndosOver({ id, allowed, list }: CaseDetail): void {
  if (!allowed.includes('undo') && !allowed.includes('takeBackOpening')) dropUndo(id);
  for (const letter of list.flatMap(({ preferences }) => preferences)) if (!letter.mayTakeBack) dropUndo(letter.id);
}
