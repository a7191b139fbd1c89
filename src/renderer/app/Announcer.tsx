import { useAnnouncement } from '../ui/announce.ts';

/** The one place where something is said to those who hear the page. */
export function Announcer() {
  return (
    <div role="status" aria-live="polite" className="visually-hidden">
      {useAnnouncement()}
    </div>
  );
}
