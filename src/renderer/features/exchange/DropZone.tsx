import { TextInput } from '@mantine/core';
import { useId } from 'react';
import type { IsoDate } from '../../../contract/units.ts';
import { useFormat } from '../../format/useFormat.tsx';
import { CommandButton } from '../../ui/CommandButton.tsx';
import type { Command } from '../../ui/commands/command.ts';
import { JobProgress } from '../../ui/JobProgress.tsx';
import classes from './Files.module.css';
import type { Preview } from './usePreview.ts';

export type DropZoneProps = {
  choose: Command;
  preview: Preview;
  /** `undefined`: the newest date in the files counts. */
  asOf: IsoDate | undefined;
  onAsOf: (asOf: IsoDate | undefined) => void;
};

/** Where files come in. They are only read here: what they would change is shown next. */
export function DropZone({ choose, preview, asOf, onAsOf }: DropZoneProps) {
  const format = useFormat();
  const { job } = preview;
  const dateId = useId();
  return (
    <section className={classes.drop} aria-label="Files to import">
      {job.state === undefined ? (
        <>
          <p className={classes.say}>Drop files here, or anywhere on the window</p>
          <p className={classes.hint}>
            CRM extracts, partner lists and registrations as CSV, Excel or JSON. You see what each row would change
            before anything is changed.
          </p>
          <div className={classes.choose}>
            <CommandButton command={choose} />
            <span className={classes.asOf}>
              <label htmlFor={dateId}>They show the state of</label>
              <TextInput
                id={dateId}
                type="date"
                className={classes.date ?? ''}
                max={format.today}
                value={asOf ?? ''}
                onChange={(event) => onAsOf((event.currentTarget.value || undefined) as IsoDate | undefined)}
              />
              {asOf === undefined && 'the newest date in them'}
            </span>
          </div>
        </>
      ) : (
        <>
          <JobProgress state={job.state} onStop={job.stop} />
          <p className={classes.hint}>Nothing is changed yet. Leaving this screen stops it.</p>
        </>
      )}
    </section>
  );
}
