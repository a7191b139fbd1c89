import { EvidenceRung, type ProgrammeBody, type ProgrammeEdition, RejectionCode } from '../../../contract/programme.ts';
import { useFormat } from '../../format/useFormat.tsx';
import { DefinitionList } from '../../ui/DefinitionList.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { RowsTable } from '../../ui/RowsTable.tsx';

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** The rules of the incentive plan, one a row. */
export function Plan({ body }: { body: ProgrammeBody }) {
  const format = useFormat();
  const rate = (rule: ProgrammeBody['incentives']['rules'][number]) => {
    switch (rule.rate.kind) {
      case 'flat':
        return format.percent(rule.rate.rateBp);
      case 'points on top':
        return `+${rule.rate.pointsBp / 100} points`;
      default:
        return rule.rate.kind;
    }
  };
  return (
    <RowsTable
      label="Rules of the incentive plan"
      rows={body.incentives.rules}
      rowId={(rule) => rule.id}
      columns={[
        { id: 'name', header: 'Rule', cell: (rule) => `${rule.id} ${rule.name}` },
        { id: 'base', header: 'Of', cell: (rule) => rule.base },
        { id: 'rate', header: 'Rate', align: 'end', cell: rate },
      ]}
    />
  );
}

/** The product families partners may register. */
export function Families({ body }: { body: ProgrammeBody }) {
  if (body.productFamilies.length === 0) {
    return (
      <Panel title="Product families">
        Families come with the product list you import, or are written in the text.
      </Panel>
    );
  }
  return (
    <Panel title="Product families" flush>
      <RowsTable
        label="Product families"
        rows={body.productFamilies}
        rowId={(family) => family.name}
        columns={[
          { id: 'name', header: 'Family', cell: (family) => family.name },
          { id: 'kind', header: 'Kind', cell: (family) => family.kind },
          {
            id: 'certified',
            header: 'Certified person',
            cell: (family) => (family.needsCertification ? 'needed' : 'not needed'),
          },
        ]}
      />
    </Panel>
  );
}

/** When the vendor works. */
export function Working({ body }: { body: ProgrammeBody }) {
  const { calendar } = body;
  return (
    <Panel title="Working time" detail="business hours are counted in this">
      <DefinitionList
        items={[
          { term: 'Days', value: calendar.days.map((day) => DAYS[day - 1]).join(', ') },
          { term: 'Hours', value: `${calendar.from} to ${calendar.until}` },
          { term: 'Time zone', value: calendar.timeZone },
          { term: 'Public holidays of', value: calendar.country },
          { term: 'Currency', value: body.currency },
          { term: 'Evidence ladder', value: EvidenceRung.options.join(', ') },
          { term: 'Reasons to reject', value: RejectionCode.options.join(', ') },
          { term: 'Territories', value: body.territories.map((one) => one.name).join(', ') || 'everywhere' },
          { term: 'Named accounts', value: String(body.netNew.namedAccounts.length) },
          { term: 'Exchange rates', value: `${body.exchangeRates.length} dated` },
        ]}
      />
    </Panel>
  );
}

/** All editions, newest first. */
export function Editions({ editions }: { editions: readonly Omit<ProgrammeEdition, 'body'>[] }) {
  const format = useFormat();
  return (
    <Panel title="Editions" flush>
      <RowsTable
        label="Editions of the programme"
        rows={[...editions].reverse()}
        rowId={(edition) => String(edition.edition)}
        columns={[
          { id: 'edition', header: 'Edition', cell: (edition) => String(edition.edition) },
          { id: 'from', header: 'In force from', cell: (edition) => format.date(edition.from) },
          {
            id: 'until',
            header: 'Until',
            cell: (edition) => (edition.until === null ? '—' : format.date(edition.until)),
          },
          { id: 'by', header: 'By', cell: (edition) => edition.changedBy },
          { id: 'note', header: 'Why', cell: (edition) => edition.note || '—' },
        ]}
      />
    </Panel>
  );
}
