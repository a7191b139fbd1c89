import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { exponentOf } from '../../format/money.ts';
import { useFormat } from '../../format/useFormat.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { CommandButton } from '../../ui/CommandButton.tsx';
import type { Command } from '../../ui/commands/command.ts';
import { useCommands } from '../../ui/commands/useCommands.ts';
import { DecisionBar } from '../../ui/DecisionBar.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { PageSkeleton } from '../../ui/Skeletons.tsx';
import { NumberRow, type NumberRowProps } from './NumberRow.tsx';
import classes from './Programme.module.css';
import { Editions, Families, Plan, Working } from './ReadOnly.tsx';
import { criteriaInWords, netNewInWords, type RuleInWords } from './ruleWords.ts';
import { SECTIONS, tierFields } from './sections.ts';
import { TextDialog } from './TextDialog.tsx';
import { useProgrammeDraft } from './useProgrammeDraft.ts';

/** What are our rules? */
export function ProgrammeScreen() {
  const format = useFormat();
  const draft = useProgrammeDraft();
  const [asText, setAsText] = useState(false);
  const { programme, body, before, changed } = draft;
  const next = (programme.data?.editions.at(-1)?.edition ?? 0) + 1;
  const save: Command = {
    id: 'programme.save',
    title: `Make edition ${next}`,
    keys: ['mod+s'],
    primary: true,
    when: changed && !draft.save.isPending,
    whyNot: 'Change something first.',
    run: draft.submit,
  };
  const discard: Command = { id: 'programme.discard', title: 'Discard the changes', when: changed, run: draft.discard };
  const text: Command = { id: 'programme.text', title: 'Edit all as text…', keys: ['t'], run: () => setAsText(true) };
  useCommands('Programme', [save, discard, text]);
  if (programme.isError) {
    return (
      <Screen>
        <ErrorPanel
          error={programme.error}
          retry={() => void programme.refetch()}
          doing="The programme could not be read"
        />
      </Screen>
    );
  }
  const { shown } = draft;
  if (programme.data === undefined || shown === undefined || body === undefined || before === undefined)
    return <PageSkeleton />;
  return (
    <Screen
      bar={
        changed ? (
          <DecisionBar
            label="Save the changes"
            commands={[save, discard]}
            busy={draft.save.isPending ? save.id : undefined}
            hint={
              <span className={classes.save}>
                in force from
                <TextInput
                  className={classes.date ?? ''}
                  type="date"
                  aria-label="In force from"
                  min={programme.data.earliestChange}
                  value={draft.start}
                  onChange={(event) => draft.setFrom(event.currentTarget.value)}
                />
                <TextInput
                  aria-label="Why"
                  placeholder="Why, in a sentence"
                  value={draft.note}
                  onChange={(event) => draft.setNote(event.currentTarget.value)}
                />
              </span>
            }
          />
        ) : undefined
      }
    >
      <PageHeader
        title="Programme"
        chips={
          <Chip tone="accent">
            Edition {shown.edition}, in force {draft.isAhead ? 'from' : 'since'} {format.date(shown.from)}
          </Chip>
        }
        actions={<CommandButton command={text} />}
      >
        The rules every registration is judged by: those in force on the day it was received. A change takes effect from
        a date and never reaches back over what is decided.
      </PageHeader>
      {draft.save.error !== null && <ErrorPanel error={draft.save.error} doing="The edition was not made" />}
      <Sections body={body} before={before} wrong={draft.wrong} onChange={draft.change} />
      <Editions editions={programme.data.editions} />
      <TextDialog opened={asText} body={body} onClose={() => setAsText(false)} onUse={draft.replace} />
    </Screen>
  );
}

type SectionsProps = Pick<NumberRowProps, 'body' | 'before' | 'wrong' | 'onChange'>;

function Rules({ rules }: { rules: readonly RuleInWords[] }) {
  return (
    <ol className={classes.clauses}>
      {rules.map(({ id, words }) => (
        <li key={id}>
          <b>{id}</b>
          <span>{words}</span>
        </li>
      ))}
    </ol>
  );
}

function Sections({ body, before, wrong, onChange }: SectionsProps) {
  const minorDigits = exponentOf(body.currency);
  const row = (field: NumberRowProps['field']) => (
    <NumberRow
      key={field.path.join('.')}
      field={field}
      body={body}
      before={before}
      minorDigits={minorDigits}
      wrong={wrong}
      onChange={onChange}
    />
  );
  const numbers = (id: string) => {
    const section = SECTIONS.find((one) => one.id === id);
    return section === undefined ? null : (
      <Panel title={section.title} detail={section.question}>
        {section.fields.map(row)}
        {id === 'criteria' && <Rules rules={criteriaInWords(body)} />}
        {id === 'net-new' && <Rules rules={netNewInWords(body)} />}
        {id === 'conflicts' && (
          <Rules
            rules={[
              ...body.conflicts.clauses,
              { id: 'then', words: `Who does not get it: ${body.conflicts.loserGets}.` },
            ]}
          />
        )}
        {id === 'incentives' && <Plan body={body} />}
      </Panel>
    );
  };
  return (
    <div className={classes.page}>
      <div className={classes.column}>
        {numbers('criteria')}
        {numbers('net-new')}
        {numbers('service-levels')}
        {body.tiers.map((tier, index) => (
          <Panel key={tier.name} title={`Tier ${tier.name}`}>
            {tierFields(index).map(row)}
          </Panel>
        ))}
      </div>
      <div className={classes.column}>
        {numbers('protection')}
        {numbers('conflicts')}
        {numbers('incentives')}
        <Families body={body} />
        <Working body={body} />
      </div>
    </div>
  );
}
