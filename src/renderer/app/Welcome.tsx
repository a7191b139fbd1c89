import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { RecentWorkspace, ShellState } from '../../contract/shell.ts';
import { shell as desktop } from '../client/client.ts';
import { placeOf } from '../client/explain.ts';
import { onShellEvent } from '../client/useShell.ts';
import { useFormat } from '../format/useFormat.tsx';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';
import { CreateWorkspace } from './CreateWorkspace.tsx';
import { Mark } from './Mark.tsx';
import classes from './Welcome.module.css';

type Place = ShellState['workspace'];

/** The window while no workspace is open: begin, go on with one, or see why one could not be opened. */
export function Welcome({ shell }: { shell: ShellState }) {
  const place = shell.workspace;
  useEffect(() => {
    document.title = 'Tributary';
  }, []);
  return (
    <main className={classes.window}>
      <div className={classes.page}>
        <div className={classes.brand}>
          <Mark size={26} />
          <h1 className={classes.title}>Tributary</h1>
        </div>
        {place.state === 'opening' && <Opening place={place} />}
        {place.state === 'failed' && <Failed place={place} />}
        {(place.state === 'none' || place.state === 'failed') && <Begin shell={shell} />}
      </div>
    </main>
  );
}

function Begin({ shell }: { shell: ShellState }) {
  const form = useRef<HTMLDivElement>(null);
  const openDemo = useMutation({ mutationFn: () => desktop.openDemo() });
  const open = useMutation({
    mutationFn: (recent: string | undefined) => desktop.openWorkspace(recent === undefined ? {} : { recent }),
  });
  useEffect(
    () =>
      onShellEvent((event) => {
        if (event.type === 'command' && event.command === 'workspace.create')
          form.current?.querySelector('input')?.focus();
      }),
    [],
  );
  const failed = shell.workspace.state === 'failed';
  // What could not be opened is told above already.
  const error = failed ? null : (openDemo.error ?? open.error);
  return (
    <div className={classes.columns}>
      <section className={classes.start} aria-label="Start">
        {!failed && (
          <p className={classes.lead}>
            Which deals did partners really bring? Check, decide, protect, credit and pay them, and show it each
            quarter. All on this computer, in one file.
          </p>
        )}
        <div className={classes.buttons}>
          <Button
            variant={failed ? 'default' : 'filled'}
            loading={openDemo.isPending}
            onClick={() => openDemo.mutate()}
          >
            Open the demo workspace
          </Button>
          <Button loading={open.isPending} onClick={() => open.mutate(undefined)}>
            Open a file…
          </Button>
        </div>
        <p className={classes.hint}>
          The demo holds 40 partners and two years of registrations. It is a file of its own; try anything.
        </p>
        {error !== null && <ErrorPanel error={error} />}
        <Recent recent={shell.recent} onOpen={(id) => open.mutate(id)} />
      </section>
      <section ref={form} className={classes.create} aria-labelledby="create-title">
        <h2 id="create-title" className={classes.heading}>
          New workspace
        </h2>
        <CreateWorkspace />
      </section>
    </div>
  );
}

function Recent({ recent, onOpen }: { recent: readonly RecentWorkspace[]; onOpen: (id: string) => void }) {
  const format = useFormat();
  if (recent.length === 0) return null;
  return (
    <div>
      <h2 className={classes.heading}>Recent</h2>
      <ul className={classes.recent}>
        {recent.slice(0, 6).map((one) => (
          <li key={one.id}>
            <button type="button" className={classes.file} disabled={!one.exists} onClick={() => onOpen(one.id)}>
              <span className={classes.name}>
                <bdi>{one.name}</bdi>
                <span className={classes.when}>{one.exists ? format.ago(one.openedAt) : 'no longer there'}</span>
              </span>
              <span className={classes.folder}>
                <bdi>
                  {one.folder} · {one.file}
                </bdi>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Opening({ place }: { place: Extract<Place, { state: 'opening' }> }) {
  const format = useFormat();
  const known = place.total > 0;
  const share = known ? Math.min(1, place.done / place.total) : undefined;
  return (
    <section className={classes.opening} aria-label="Opening">
      <p className={classes.label}>
        <span>{place.label}</span>
        <span className={classes.when}>
          {known ? `${format.count(place.done)} of ${format.count(place.total)}` : <bdi>{place.file}</bdi>}
        </span>
      </p>
      <div
        role="progressbar"
        aria-label={place.label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={share === undefined ? undefined : Math.round(share * 100)}
        className={classes.track}
      >
        <div
          className={classes.bar}
          data-unknown={share === undefined || undefined}
          style={share === undefined ? undefined : { transform: `scaleX(${share})` }}
        />
      </div>
    </section>
  );
}

function Failed({ place }: { place: Extract<Place, { state: 'failed' }> }) {
  const format = useFormat();
  const restore = useMutation({ mutationFn: (backup: string) => desktop.restoreBackup({ backup }) });
  return (
    <section role="alert" className={classes.failed} aria-labelledby="failed-title">
      <h2 id="failed-title" className={classes.failedTitle}>
        <bdi>{place.file}</bdi> could not be opened
      </h2>
      {place.problems.map((problem) => (
        <div key={`${problem.code} ${problem.message}`}>
          <p>
            {problem.message} <span className={classes.where}>{placeOf({ ...problem, file: undefined })}</span>
          </p>
          <p className={classes.where}>{problem.todo}</p>
        </div>
      ))}
      {place.backups.length > 0 && (
        <>
          <p>Its backups, the newest first. The file as it is will be kept beside the one you restore.</p>
          <ul className={classes.backups}>
            {place.backups.slice(0, 6).map((backup, index) => (
              <li key={backup.name} className={classes.backup}>
                <span>
                  {format.fullInstant(backup.takenAt)}
                  <span className={classes.where}>
                    {' '}
                    · {format.ago(backup.takenAt)} · {format.bytes(backup.sizeBytes)}
                  </span>
                </span>
                <Button
                  variant={index === 0 ? 'filled' : 'default'}
                  loading={restore.isPending && restore.variables === backup.name}
                  onClick={() => restore.mutate(backup.name)}
                >
                  Restore
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
