import type { Statement } from '../../../contract/incentives.ts';
import { client } from '../../client/client.ts';
import { useFormat } from '../../format/useFormat.tsx';
import { fileName, useSave } from '../../ui/useSave.ts';

/** Asks where to, and writes a statement there as a workbook that recomputes itself. */
export function useExportStatement() {
  const format = useFormat();
  const { save, saving } = useSave();
  return {
    saving,
    save: ({ partner, partnerName, quarter }: Statement) =>
      save({
        suggestedName: `${fileName(partnerName)} ${quarter}.xlsx`,
        kind: 'xlsx',
        write: (to) => client.incentives.exportStatement({ partner, quarter, to }),
        said: ({ file, rows }) =>
          `${file} written: ${format.counted(rows, 'line', 'lines')}, with formulas that recompute each amount.`,
      }),
  };
}
