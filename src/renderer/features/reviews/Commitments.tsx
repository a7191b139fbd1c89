import type { Commitment } from '../../../contract/reviews.ts';
import { useFormat } from '../../format/useFormat.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { RowsTable } from '../../ui/RowsTable.tsx';
import type { Tone } from '../../ui/tone.ts';

const TONE: Record<Commitment['state'], Tone> = { open: 'neutral', kept: 'pass', late: 'due', dropped: 'fail' };

/** What both sides promised. */
export function Commitments({ items, onOpen }: { items: readonly Commitment[]; onOpen: (item: Commitment) => void }) {
  const format = useFormat();
  if (items.length === 0) {
    return (
      <EmptyState compact title="Nothing was promised yet">
        Add what each side will do until the next review.
      </EmptyState>
    );
  }
  return (
    <RowsTable
      label="Commitments"
      rows={items}
      rowId={(item) => item.id}
      onOpen={onOpen}
      columns={[
        { id: 'words', header: 'Promise', cell: (item) => item.words },
        { id: 'side', header: 'Whose', cell: (item) => `${item.side}, ${item.owner}` },
        { id: 'due', header: 'By', align: 'end', cell: (item) => format.date(item.dueOn) },
        { id: 'state', header: 'State', cell: (item) => <Chip tone={TONE[item.state]}>{item.state}</Chip> },
      ]}
    />
  );
}
