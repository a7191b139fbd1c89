import { ORPCError } from '@orpc/client';
import { useState } from 'react';
import { Chip } from '../../../src/renderer/ui/Chip.tsx';
import { DecisionBar } from '../../../src/renderer/ui/DecisionBar.tsx';
import { EmptyState } from '../../../src/renderer/ui/EmptyState.tsx';
import { ErrorPanel } from '../../../src/renderer/ui/ErrorPanel.tsx';
import { PageHeader } from '../../../src/renderer/ui/PageHeader.tsx';
import { Panel } from '../../../src/renderer/ui/Panel.tsx';
import { ScoreRow } from '../../../src/renderer/ui/ScoreRow.tsx';
import { Columns, Screen } from '../../../src/renderer/ui/Screen.tsx';
import { PanelSkeleton, RowsSkeleton } from '../../../src/renderer/ui/Skeletons.tsx';
import { Steps } from '../../../src/renderer/ui/Steps.tsx';
import { Timeline } from '../../../src/renderer/ui/Timeline.tsx';

const refusal = new ORPCError('REFUSED', {
  defined: true,
  data: {
    problems: [
      {
        code: 'date_unreadable',
        message: '“31.02.26” is not a date.',
        todo: 'Write it as 2026-02-28.',
        file: 'pipeline.csv',
        row: 17,
        column: 'Close Date',
      },
      {
        code: 'amount_unreadable',
        message: '“4.8O5” has the letter O where a digit is expected.',
        todo: 'Write 4805.',
      },
    ],
  },
});

export function Board() {
  return (
    <Screen
      bar={
        <DecisionBar
          commands={[
            {
              id: 'c.seal',
              title: 'Seal my scores',
              keys: ['s'],
              primary: true,
              when: false,
              whyNot: 'Two criteria are still without a score.',
              run: () => {},
            },
            { id: 'c.ask', title: 'Ask all claimants', keys: ['q'], run: () => {} },
            { id: 'c.aside', title: 'Set aside', run: () => {} },
          ]}
          hint="Sealing writes a hash of your scores to the journal before anything is revealed."
        />
      }
    >
      <PageHeader
        title="Case 27: three claims on one customer"
        chips={
          <>
            <Chip tone="accent">Blind</Chip>
            <Chip>ruling due in 6 business days</Chip>
          </>
        }
        detail="names, tiers and revenue open after the scores are sealed"
      />
      <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(250px, 1fr))', gap: 12 }}>
        {(['a', 'b', 'c'] as const).map((letter) => (
          <Claimant key={letter} letter={letter} />
        ))}
      </div>
      <Steps
        label="Import"
        steps={[
          { id: 'r', title: 'Read', detail: '8,800 rows', state: 'done' },
          { id: 'm', title: 'Map', detail: '8 of 8 columns', state: 'done' },
          { id: 'c', title: 'Check', detail: '2 rows to mend', state: 'current' },
          { id: 'o', title: 'Commit', state: 'to come' },
        ]}
      />
      <Columns
        aside={
          <>
            <Panel title="Empty">
              <EmptyState compact title="Nothing is due">
                Next: import the newest extract.
              </EmptyState>
            </Panel>
            <PanelSkeleton />
          </>
        }
      >
        <Panel title="What happened, with its source">
          <Timeline
            label="What happened"
            entries={[
              { id: '1', when: '2 Sep', who: 'A', claimant: 'a', what: 'First plant visit', source: 'minutes, signed' },
              {
                id: '2',
                when: '9 Sep',
                who: 'B',
                claimant: 'b',
                what: 'RFQ received from purchasing',
                source: 'mail with header',
              },
              {
                id: '3',
                when: '1 Oct 15:40',
                who: 'C',
                claimant: 'c',
                what: 'Registration received',
                source: 'complete',
              },
            ]}
          />
        </Panel>
        <ErrorPanel error={refusal} retry={() => {}} />
        <ErrorPanel error={new Error('SQLITE_CORRUPT: database disk image is malformed')} retry={() => {}} />
        <RowsSkeleton rows={4} now />
        <EmptyState
          title="No case is open"
          commands={[
            { id: 'x', title: 'Look at registrations', run: () => {} },
            { id: 'y', title: 'Open the demo workspace', run: () => {} },
          ]}
        >
          A case opens when two claims meet on one customer and family. Registrations show it when it happens.
        </EmptyState>
      </Columns>
    </Screen>
  );
}

function Claimant({ letter }: { letter: 'a' | 'b' | 'c' }) {
  const [scores, setScores] = useState<Record<string, number>>({ 'Evidence of engagement': 4, Qualification: 3 });
  return (
    <Panel title={`Claimant ${letter.toUpperCase()}`} detail="Demo on site, signed minutes" edge={`claim-${letter}`}>
      {['Evidence of engagement', 'Qualification', 'Ability to deliver', 'Relationship'].map((title) => (
        <ScoreRow
          key={title}
          title={title}
          claimant={letter}
          value={scores[title]}
          onChange={(score) => setScores({ ...scores, [title]: score })}
        />
      ))}
    </Panel>
  );
}
