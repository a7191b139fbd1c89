import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { RegistrationItem } from '../../../src/contract/registrations.ts';
import { orpc } from '../../../src/renderer/client/client.ts';
import { byCursor, pageAt, usePages } from '../../../src/renderer/client/usePages.ts';
import { useFormat } from '../../../src/renderer/format/useFormat.tsx';
import { CheckList } from '../../../src/renderer/ui/CheckList.tsx';
import { Chip } from '../../../src/renderer/ui/Chip.tsx';
import type { Command } from '../../../src/renderer/ui/commands/command.ts';
import { useCommands } from '../../../src/renderer/ui/commands/useCommands.ts';
import { DecisionBar, KeysHint } from '../../../src/renderer/ui/DecisionBar.tsx';
import { DefinitionList } from '../../../src/renderer/ui/DefinitionList.tsx';
import { FilterSelect, Segments } from '../../../src/renderer/ui/FilterBar.tsx';
import { FormModal } from '../../../src/renderer/ui/FormModal.tsx';
import { Ladder } from '../../../src/renderer/ui/Ladder.tsx';
import { ListPane } from '../../../src/renderer/ui/ListPane.tsx';
import { notify } from '../../../src/renderer/ui/notify.tsx';
import { PageHeader } from '../../../src/renderer/ui/PageHeader.tsx';
import { Panel } from '../../../src/renderer/ui/Panel.tsx';
import { RowsTable } from '../../../src/renderer/ui/RowsTable.tsx';
import { Columns, Screen } from '../../../src/renderer/ui/Screen.tsx';
import { rowCommands } from '../../../src/renderer/ui/useRowKeys.ts';

const tones = { calm: 'neutral', due: 'due', overdue: 'fail', escalated: 'fail' } as const;

export function Queue() {
  const format = useFormat();
  const navigate = useNavigate();
  const { id } = useParams({ strict: false }) as { id?: string };
  const pages = usePages(
    orpc.registrations.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ ...pageAt(cursor) }),
      ...byCursor,
    }),
  );
  const [rejecting, setRejecting] = useState(false);
  const at = id === undefined ? 0 : pages.items.findIndex((item) => item.id === id);
  const one = pages.items[at];
  const select = (item: RegistrationItem | undefined) => {
    if (item !== undefined) void navigate({ to: '/registrations/$id', params: { id: item.id } });
  };
  const decide = (words: string) => {
    notify({ message: `${one?.customer} ${words}.`, tone: 'pass', undo: () => notify({ message: 'Taken back.' }) });
    select(pages.items[at + 1]);
  };
  const commands: Command[] = [
    {
      id: 'registrations.approve',
      title: 'Approve',
      keys: ['a'],
      primary: true,
      run: () => decide('approved, protected until 9 January 2027'),
    },
    { id: 'registrations.return', title: 'Return', keys: ['r'], run: () => decide('returned') },
    { id: 'registrations.reject', title: 'Reject', keys: ['x'], run: () => setRejecting(true) },
    {
      id: 'registrations.openCase',
      title: 'Open a case',
      keys: ['c'],
      when: one?.contested === true,
      whyNot: 'Nobody else claims this customer.',
      run: () => {},
    },
  ];
  useCommands('Registrations', [
    ...commands,
    ...rowCommands('registrations', at, pages.total, (index) => select(pages.items[index])),
  ]);
  return (
    <Screen
      list={
        <ListPane
          title="To decide"
          count={format.count(pages.first?.queues.toDecide ?? 0)}
          action={
            <FilterSelect
              label="Sort"
              value="clock"
              choices={[
                { value: 'clock', title: 'Clock' },
                { value: 'value', title: 'Value' },
              ]}
              onChange={() => {}}
            />
          }
          filters={
            <Segments
              label="Queue"
              value="uncontested"
              onChange={() => {}}
              segments={[
                { value: 'uncontested', title: 'Uncontested', count: '19' },
                { value: 'contested', title: 'In a case', count: '4' },
                { value: 'returned', title: 'Returned', count: '7' },
              ]}
            />
          }
          pages={pages}
          itemId={(item) => item.id}
          entry={(item) => ({
            title: item.customer,
            right: item.clock.state === 'running' ? format.businessLeft(item.clock.leftHours) : 'returned',
            rightTone: item.clock.state === 'running' ? tones[item.clock.level] : 'neutral',
            below: `${item.family} · ${item.value === null ? '—' : format.money(item.value)}`,
            belowRight: item.partnerName,
          })}
          selected={one?.id}
          onSelect={select}
        />
      }
      bar={
        <DecisionBar
          commands={commands}
          hint={
            <KeysHint
              keys={[
                { word: 'next', keys: 'j' },
                { word: 'undo', keys: 'u' },
                { word: 'keys', keys: '?' },
              ]}
            />
          }
        />
      }
    >
      <PageHeader
        title={one?.customer ?? ''}
        chips={<Chip tone="fail">2 h left of 2 business days</Chip>}
        detail={`${one?.number} · received ${one === undefined ? '' : format.instant(one.receivedAt)}`}
      >
        Registered by <a href="#/registrations">{one?.partnerName}</a> · Gold · 14 approved, 9 won · closes 28 Feb
      </PageHeader>
      <Columns aside={<Aside />}>
        <Panel title="Net-new: five of six pass" detail={<Chip tone="due">provisional</Chip>}>
          <Findings />
        </Panel>
        <Panel title="Closest accounts" detail="why none of them is this customer">
          <RowsTable
            label="Closest accounts"
            columns={[
              { id: 'a', header: 'Account', cell: (row) => row.name },
              { id: 'b', header: 'Name', cell: () => <Chip tone="pass">near</Chip> },
              { id: 'c', header: 'Domain', cell: () => <Chip tone="fail">differs</Chip> },
              { id: 'd', header: 'Town', cell: () => <Chip>none</Chip> },
              { id: 'e', header: 'Same?', align: 'end', cell: (row) => row.same },
            ]}
            rows={[
              { name: 'Halden Präzision AG', same: '11 %' },
              { name: 'Haldern Mechanik', same: '4 %' },
            ]}
            rowId={(row) => row.name}
          />
        </Panel>
        <Panel title="What the partner brought">
          <Ladder rungs={['Talk', 'Interest', 'Demo', 'Trial', 'Agreed', 'Plan', 'Need', 'Order']} reached={4} />
          <p style={{ marginTop: 10, color: 'var(--dim)' }}>
            “Line 3 palletising stops twice a shift; plant manager wants two arms before the spring season. Walked the
            line on 2 Oct, measured takt, evaluation cell agreed.”
          </p>
        </Panel>
      </Columns>
      <FormModal
        title={`Reject ${one?.customer}`}
        opened={rejecting}
        onClose={() => setRejecting(false)}
        submitTitle="Reject"
        onSubmit={() => {
          setRejecting(false);
          decide('rejected');
        }}
        hint="The partner is told the code and the words. You can take it back while nothing is built on it."
      >
        <textarea data-autofocus aria-label="Words to the partner" rows={3} />
      </FormModal>
    </Screen>
  );
}

function Findings() {
  const [open, setOpen] = useState<string>();
  const check = (id: string, title: string, result: 'pass' | 'fail' | 'cannot tell', detail?: string) => ({
    id,
    title,
    result,
    detail,
    open: open === id,
    onOpen: () => setOpen(open === id ? undefined : id),
    evidence: 'opportunities.csv of 30 Sep, row 1,204: OPP-5521, stage Proposal',
  });
  return (
    <CheckList
      label="Net-new findings"
      checks={[
        check('NN1', 'No open direct opportunity', 'pass', '12 checked'),
        check('NN2', 'No win of this family in 12 months', 'pass', 'last win: none'),
        check('NN3', 'No vendor activity in 90 days', 'cannot tell', 'cannot tell: none in extract'),
        check('NN4', 'No live registration for this site', 'pass', 'nearest R-2026-0388'),
        check('NN5', 'Not on the named account list', 'fail'),
        check('NN6', 'No published tender', 'pass'),
      ]}
    />
  );
}

function Aside() {
  return (
    <>
      <Panel title="Criteria">
        <CheckList
          label="Criteria"
          ruled={false}
          checks={['Certified person for Robotics', 'Territory DACH', 'At least €5,000', 'Contact and title given'].map(
            (title) => ({ id: title, title, result: 'pass' as const }),
          )}
        />
      </Panel>
      <Panel title="If approved today">
        <DefinitionList
          items={[
            { term: 'Protected until', value: '9 Jan 2027' },
            { term: 'First meeting due', value: '11 Nov' },
            { term: 'Supported by', value: 'M. Okafor' },
            { term: 'Would earn, if won', value: '€27,600.00' },
          ]}
        />
      </Panel>
    </>
  );
}
