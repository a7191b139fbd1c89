import type { CSSProperties } from 'react';
import type { Candidate } from '../../../contract/matching.ts';
import { useFormat } from '../../format/useFormat.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { type Fall, summaryOf, verdictTone, verdictWords, waterfallOf } from './likeness.ts';
import classes from './Waterfall.module.css';

/** Why an account is, or isn’t, the customer: each comparison as a step from blind odds to what they came to. */
export function Waterfall({ candidate }: { candidate: Candidate }) {
  const format = useFormat();
  const falls = waterfallOf(candidate);
  const ends = falls.flatMap((fall) => [fall.from, fall.to]);
  const [low, high] = [Math.min(...ends) - 1, Math.max(...ends, 2) + 1];
  const place = (bits: number) => ((bits - low) / (high - low)) * 100;
  return (
    <div className={classes.why}>
      <div className={classes.head}>
        <span className={classes.verdict}>{format.words(verdictWords(candidate))}</span>
        <Chip tone={verdictTone[candidate.verdict]}>{candidate.verdict}</Chip>
      </div>
      <p className={classes.summary}>{summaryOf(candidate)}</p>
      <ol
        className={classes.falls}
        aria-label="What each comparison weighs"
        style={{ '--even': `${place(0)}%` } as CSSProperties}
      >
        {falls.map((fall) => (
          <Step key={fall.id} fall={fall} place={place} />
        ))}
        <li aria-hidden="true" className={classes.scale}>
          <span className={classes.even}>even odds</span>
        </li>
      </ol>
    </div>
  );
}

const signed = (bits: number) => (bits > 0 ? `+${bits.toFixed(1)}` : bits.toFixed(1).replace('-', '−'));

function Step({ fall, place }: { fall: Fall; place: (bits: number) => number }) {
  const [left, right] = [place(Math.min(fall.from, fall.to)), place(Math.max(fall.from, fall.to))];
  const kind = fall.id === 'start' ? 'start' : fall.bits > 0 ? 'for' : fall.bits < 0 ? 'against' : 'none';
  return (
    <li className={classes.fall}>
      <span className={classes.words}>
        {fall.title}
        {fall.values !== undefined && (
          <span className={classes.values} title={fall.values}>
            <bdi>{fall.values}</bdi>
          </span>
        )}
      </span>
      <span className={classes.track}>
        <span
          className={classes.bar}
          data-kind={kind}
          style={{ insetInlineStart: `${left}%`, width: `${Math.max(right - left, 0.4)}%` }}
        />
        <span className={classes.bits} data-kind={kind} style={sideOf(kind, left, right)}>
          {signed(fall.bits)}
          <span className="visually-hidden"> bits</span>
        </span>
      </span>
    </li>
  );
}

/** The figure stands where the step leads to, outside the bar. */
const sideOf = (kind: string, left: number, right: number): CSSProperties =>
  kind === 'start' || kind === 'against' ? { insetInlineEnd: `${100 - left}%` } : { insetInlineStart: `${right}%` };
