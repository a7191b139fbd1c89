import classes from './ScoreRow.module.css';

export type ScoreRowProps = {
  /** The criterion. */
  title: string;
  claimant: 'a' | 'b' | 'c';
  value: number | undefined;
  /** Left out: the scores are sealed and only read. */
  onChange?: ((score: number) => void) | undefined;
  highest?: number;
  /** What each score means, 0 first; read with it and shown on hovering. */
  meanings?: readonly string[] | undefined;
  /** One of many rows moved through by key: it alone is a stop of Tab. Left out, every score is. */
  current?: boolean | undefined;
  onFocus?: (() => void) | undefined;
  /** Names the row for those who look for it to give it the focus. */
  id?: string | undefined;
};

/** A criterion scored from 0 to 4 for one claimant. */
export function ScoreRow(props: ScoreRowProps) {
  const { title, claimant, value, onChange, highest = 4, meanings, current, onFocus, id } = props;
  return (
    <fieldset
      id={id}
      className={classes.row}
      data-claimant={claimant}
      data-current={(current === true && onChange !== undefined) || undefined}
      disabled={onChange === undefined}
      onFocus={onFocus}
    >
      <legend className={classes.title}>{title}</legend>
      <div className={classes.scores}>
        {Array.from({ length: highest + 1 }, (_, score) => {
          const meaning = meanings?.[score];
          return (
            <button
              // biome-ignore lint/suspicious/noArrayIndexKey: the score is the place.
              key={score}
              type="button"
              className={classes.score}
              tabIndex={current === undefined || (current && score === (value ?? 0)) ? 0 : -1}
              aria-pressed={value === score}
              aria-label={`${title}: ${score} of ${highest}${meaning === undefined ? '' : `, ${meaning}`}`}
              title={meaning}
              onClick={() => onChange?.(score)}
            >
              {score}
            </button>
          );
        })}
      </div>
    </fieldset>
  );
}
