import type { JournalEntry } from '../../../contract/journal.ts';
import { useFormat } from '../../format/useFormat.tsx';
import { CommandButton } from '../../ui/CommandButton.tsx';
import { useCommands } from '../../ui/commands/useCommands.ts';
import { DefinitionList } from '../../ui/DefinitionList.tsx';
import { Panel } from '../../ui/Panel.tsx';
import classes from './EntryPanel.module.css';

export type EntryPanelProps = { entry: JournalEntry; onClose: () => void };

/** One entry with everything that is hashed. */
export function EntryPanel({ entry, onClose }: EntryPanelProps) {
  const format = useFormat();
  const close = { id: 'journal.close', title: 'Close', keys: ['escape'], hidden: true, run: onClose };
  useCommands('Entry', [close]);
  return (
    <Panel
      title={`Entry ${format.count(entry.seq)}: ${format.words(entry.words)}`}
      detail={<CommandButton command={close} />}
    >
      <div className={classes.two}>
        <DefinitionList
          items={[
            { term: 'When', value: format.fullInstant(entry.at) },
            { term: 'Who', value: entry.actor },
            { term: 'Verb', value: entry.verb },
            { term: 'About', value: entry.subjectName ?? '—' },
            { term: 'Edition of the rules', value: entry.edition === null ? '—' : String(entry.edition) },
          ]}
        />
        <div className={classes.hashes}>
          <p>
            Own hash <code>{entry.hash}</code>
          </p>
          <p>
            Hash of the entry before <code>{entry.previousHash}</code>
          </p>
        </div>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard. */}
      <section className={classes.what} aria-label="What changed, as it is hashed" tabIndex={0}>
        <pre>{JSON.stringify(entry.what, null, 2)}</pre>
      </section>
    </Panel>
  );
}
