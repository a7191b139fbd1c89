import classes from './ScoreRow.module.css';

export type ScoreRowProps = {
  /** The criterion. */
  title: string;
  claimant: 'a' | 'b' | 'c';
  value: number | undefined;
  /** Left out: the scores are sealed and only read. */
  onChange?: ((score: number) => void) | undefined;
  highest?: number;
};

/** A criterion scored from 0 to 4 for one claimant. */
export function ScoreRow({ title, claimant, value, onChange, highest = 4 }: ScoreRowProps) {
  return (
    <fieldset className={classes.row} data-claimant={claimant} disabled={onChange === undefined}>
      <legend className={classes.title}>{title}</legend>
      <div className={classes.scores}>
        {Array.from({ length: highest + 1 }, (_, score) => (
          <button
            // biome-ignore lint/suspicious/noArrayIndexKey: the score is the place.
            key={score}
            type="button"
            className={classes.score}
            aria-pressed={value === score}
            aria-label={`${title}: ${score} of ${highest}`}
            onClick={() => onChange?.(score)}
          >
            {score}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
