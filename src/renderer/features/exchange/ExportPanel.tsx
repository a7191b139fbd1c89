import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client, orpc } from '../../client/client.ts';
import { useWorkspace } from '../../client/useWorkspace.ts';
import { useFormat } from '../../format/useFormat.tsx';
import { CommandButton } from '../../ui/CommandButton.tsx';
import type { Command } from '../../ui/commands/command.ts';
import { useCommands } from '../../ui/commands/useCommands.ts';
import { FilterSelect, Segments } from '../../ui/FilterBar.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { fileName, useSave } from '../../ui/useSave.ts';
import classes from './Files.module.css';

/** Decisions and status of registrations as a file, for one partner or for ourselves. */
export function ExportPanel() {
  const format = useFormat();
  const [partner, setPartner] = useState<string>();
  const [kind, setKind] = useState<'xlsx' | 'csv'>('xlsx');
  const { save, saving, last, reveal } = useSave();
  const partners = useQuery(orpc.partners.list.queryOptions({ input: { limit: 1_000 } }));
  const names = partners.data?.items ?? [];
  const registrations = useWorkspace()?.counts.registrations ?? 0;
  const name = names.find((one) => one.id === partner)?.name;
  const out: Command = {
    id: 'files.export',
    title: 'Save decisions…',
    keys: ['e'],
    keywords: 'export status partner excel csv receipts back',
    when: !saving && registrations > 0,
    whyNot: registrations === 0 ? 'No registration has come in yet.' : undefined,
    run: () =>
      save({
        suggestedName: `${fileName(name ?? 'All partners')} decisions ${format.today}.${kind}`,
        kind,
        write: (to) =>
          client.exchange.export({
            what: 'decisions',
            format: kind,
            to,
            ...(partner === undefined ? {} : { partner }),
          }),
        said: ({ file, rows }) => `${file} written: ${format.counted(rows, 'registration', 'registrations')}.`,
      }),
  };
  useCommands('Files back to partners', [out]);
  return (
    <Panel title="Files back to partners">
      <div className={classes.export}>
        <p className={classes.small}>
          {name === undefined
            ? 'Every registration with its decision and next step. This one is for you: it names all partners.'
            : 'Their registrations with decision, reason and next step. It names no other partner.'}
        </p>
        <div className={classes.choices}>
          <FilterSelect
            label="Partner"
            all="All partners"
            value={partner}
            choices={names.map((one) => ({ value: one.id, title: one.name }))}
            onChange={setPartner}
          />
          <Segments
            label="Form"
            value={kind}
            segments={[
              { value: 'xlsx', title: 'Excel' },
              { value: 'csv', title: 'CSV' },
            ]}
            onChange={setKind}
          />
        </div>
        <div className={classes.choose}>
          <CommandButton command={out} busy={saving} />
          {last !== undefined && (
            <button type="button" className={classes.reveal} onClick={reveal}>
              Show it in its folder
            </button>
          )}
        </div>
      </div>
    </Panel>
  );
}
