import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { offerGrants } from '../client/grants.ts';
import { notify, notifyError } from '../ui/notify.tsx';
import classes from './DropFiles.module.css';

const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;

/** Files dropped anywhere on the window become grants, and the Files screen takes them on. */
export function DropFiles() {
  const over = useDroppedFiles();
  if (!over) return null;
  return (
    <div className={classes.veil} aria-hidden="true">
      <div className={classes.card}>
        <p className={classes.title}>Drop to see what these files would change</p>
        <p>CRM extracts and registrations, as CSV, Excel or JSON. Nothing is changed before you say so.</p>
      </div>
    </div>
  );
}

function useDroppedFiles(): boolean {
  const [over, setOver] = useState(false);
  // Entering a child leaves its parent: only when as many were left as entered is the drag outside.
  const depth = useRef(0);
  const navigate = useNavigate();
  useEffect(() => {
    const step = (by: number) => (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      depth.current = Math.max(0, depth.current + by);
      setOver(depth.current > 0);
    };
    const enter = step(1);
    const leave = step(-1);
    const stay = (event: DragEvent) => {
      if (carriesFiles(event)) event.preventDefault();
    };
    const drop = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      depth.current = 0;
      setOver(false);
      grant([...(event.dataTransfer?.files ?? [])], () => void navigate({ to: '/files' })).catch(notifyError);
    };
    window.addEventListener('dragenter', enter);
    window.addEventListener('dragleave', leave);
    window.addEventListener('dragover', stay);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragenter', enter);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('dragover', stay);
      window.removeEventListener('drop', drop);
    };
  }, [navigate]);
  return over;
}

async function grant(files: readonly File[], then: () => void): Promise<void> {
  const grants = (await window.tributary?.grantFiles(files)) ?? [];
  if (grants.length === 0) {
    notify({ message: 'Nothing of that can be read: drop files, not folders.', tone: 'fail' });
    return;
  }
  offerGrants(grants);
  then();
}
