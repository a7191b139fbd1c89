import type { ProtectionItem } from '../../../contract/registrations.ts';
import type { IsoDate } from '../../../contract/units.ts';
import { useFormat } from '../../format/useFormat.tsx';
import classes from './Span.module.css';

const DAY_MS = 86_400_000;
/** The window drawn: so many days before and after today. */
const BEFORE_DAYS = 90;
const AFTER_DAYS = 120;
const WHOLE = BEFORE_DAYS + AFTER_DAYS;

const dayNumber = (date: IsoDate) => Date.parse(`${date}T00:00:00Z`) / DAY_MS;

/** Where a date stands in the window, 0 to 100. */
function place(date: IsoDate, today: IsoDate): number {
  const at = ((dayNumber(date) - dayNumber(today) + BEFORE_DAYS) / WHOLE) * 100;
  return Math.min(100, Math.max(0, at));
}

/** The header of the bars: which day is today. */
export function SpanScale() {
  return (
    <span className={classes.scale}>
      <span>{BEFORE_DAYS} d ago</span>
      <span style={{ left: `${(BEFORE_DAYS / WHOLE) * 100}%` }} className={classes.today}>
        today
      </span>
    </span>
  );
}

/** One protection as a bar: what has run, what is left, and how far the cap would allow. */
export function Span({ protection }: { protection: ProtectionItem }) {
  const format = useFormat();
  const { today } = format;
  const from = place(protection.from, today);
  const until = place(protection.until, today);
  const cap = place(protection.capOn, today);
  const now = (BEFORE_DAYS / WHOLE) * 100;
  return (
    <span
      className={classes.track}
      role="img"
      aria-label={`Protected from ${format.date(protection.from)} until ${format.date(protection.until)}, at most until ${format.date(protection.capOn)}`}
    >
      {protection.state === 'running' && (
        <span className={classes.cap} style={{ left: `${until}%`, width: `${Math.max(0, cap - until)}%` }} />
      )}
      <span
        className={classes.bar}
        data-state={protection.state}
        style={{ left: `${from}%`, width: `${Math.max(0.8, until - from)}%` }}
      />
      {protection.extensions.map((extension) => (
        <span key={extension.on} className={classes.extension} style={{ left: `${place(extension.on, today)}%` }} />
      ))}
      <span className={classes.now} style={{ left: `${now}%` }} />
    </span>
  );
}
