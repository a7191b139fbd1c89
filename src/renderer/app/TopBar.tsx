import { Popover, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { WorkspaceInfo } from '../../contract/workspace.ts';
import { client, shell } from '../client/client.ts';
import { systemFormat, useFormat } from '../format/useFormat.tsx';
import { ariaKeys } from '../ui/commands/keys.ts';
import { KeyCap } from '../ui/KeyCap.tsx';
import { notify, notifyError } from '../ui/notify.tsx';
import { Mark } from './Mark.tsx';
import { openCreate, openKeys, openPalette } from './overlays.ts';
import classes from './TopBar.module.css';

/** Mark, search, how old the CRM extract is, and the workspace. */
export function TopBar({ info }: { info: WorkspaceInfo | undefined }) {
  return (
    <header className={classes.bar}>
      <Link to="/today" className={classes.brand}>
        <Mark />
        Tributary
      </Link>
      <button type="button" className={classes.search} onClick={openPalette} aria-keyshortcuts={ariaKeys('mod+k')}>
        <span>Find a customer, partner, deal…</span>
        <KeyCap keys="mod+k" />
      </button>
      <div className={classes.chips}>
        {info !== undefined && <ExtractAge info={info} />}
        {info !== undefined && <WorkspaceMenu info={info} />}
      </div>
    </header>
  );
}

function ExtractAge({ info }: { info: WorkspaceInfo }) {
  const format = useFormat();
  const { extract } = info;
  if (extract === null) {
    return (
      <Link to="/files" className={classes.chip} data-tone="due">
        No CRM extract yet
      </Link>
    );
  }
  const age = extract.ageDays === 0 ? 'today' : `${format.counted(extract.ageDays, 'day', 'days')} old`;
  return (
    <Link
      to="/files"
      className={`${classes.chip} ${classes.extract}`}
      data-tone={extract.stale ? 'due' : undefined}
      title={
        extract.stale
          ? `Older than the ${extract.staleAfterDays} days the programme allows: approvals are provisional until the next import.`
          : `Net-new tests are made against this extract. It counts as stale after ${extract.staleAfterDays} days.`
      }
    >
      CRM as of {format.shortDate(extract.asOf)} · {age}
    </Link>
  );
}

function WorkspaceMenu({ info }: { info: WorkspaceInfo }) {
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={300} trapFocus>
      <Popover.Target>
        <UnstyledButton
          className={`${classes.chip} ${classes.workspace}`}
          aria-label={`Workspace ${info.name}`}
          title={info.file}
          onClick={() => setOpened(!opened)}
        >
          <bdi className={classes.file}>{info.name}</bdi>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label="Workspace">
        <About info={info} />
        <Actions onDone={() => setOpened(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

function About({ info }: { info: WorkspaceInfo }) {
  const format = useFormat();
  const { newestAt, count } = info.backups;
  // A backup is taken by the clock of the machine, whatever day it is in a demo.
  const { ago } = systemFormat();
  return (
    <div className={classes.about}>
      <p className={classes.name}>
        <bdi>{info.name}</bdi>
        {info.kind !== 'live' && <span className={classes.kind}> {info.kind}</span>}
      </p>
      <p>
        <bdi>{info.file}</bdi>
      </p>
      <p>
        {info.currency} · {info.timeZone} · as {info.actor}
      </p>
      <p>
        Journal: {format.counted(info.journal.entries, 'entry', 'entries')}, head{' '}
        <code>{info.journal.head.slice(0, 8)}</code>
      </p>
      <p>
        {newestAt === null
          ? 'No backup yet'
          : `${format.counted(count, 'backup', 'backups')}, the newest ${ago(newestAt)}`}
      </p>
    </div>
  );
}

const schemes = { auto: 'As the system', light: 'Light', dark: 'Dark' } as const;

function Actions({ onDone }: { onDone: () => void }) {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const act = (run: () => void) => () => {
    onDone();
    run();
  };
  const backUp = () => {
    client.workspace
      .backup()
      .then((backup) => notify({ message: `Backed up as ${backup.name}.`, tone: 'pass' }), notifyError);
  };
  return (
    <>
      <fieldset className={classes.schemes}>
        <legend className="visually-hidden">Colours</legend>
        {(['auto', 'light', 'dark'] as const).map((scheme) => (
          <button
            key={scheme}
            type="button"
            className={classes.scheme}
            aria-pressed={scheme === colorScheme}
            onClick={() => setColorScheme(scheme)}
          >
            {schemes[scheme]}
          </button>
        ))}
      </fieldset>
      <button type="button" className={classes.action} onClick={act(openKeys)}>
        Keys of this screen <KeyCap keys="?" />
      </button>
      <button type="button" className={classes.action} onClick={act(backUp)}>
        Back up now
      </button>
      <button type="button" className={classes.action} onClick={act(openCreate)}>
        New workspace…
      </button>
      <button
        type="button"
        className={classes.action}
        onClick={act(() => {
          shell.openWorkspace({}).catch(notifyError);
        })}
      >
        Open another…
      </button>
      <button
        type="button"
        className={classes.action}
        onClick={act(() => {
          shell.closeWorkspace().catch(notifyError);
        })}
      >
        Close the workspace
      </button>
    </>
  );
}
