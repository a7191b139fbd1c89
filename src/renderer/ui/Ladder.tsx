import classes from './Ladder.module.css';

export type LadderProps = {
  /** The rungs' short names, lowest first: eight in the product. */
  rungs: readonly string[];
  /** How many rungs are reached, 0 to `rungs.length`. */
  reached: number;
};

/** How far the partner has come with the customer: reached rungs filled, and said in words. */
export function Ladder({ rungs, reached }: LadderProps) {
  const top = rungs[reached - 1];
  return (
    <div
      role="img"
      className={classes.ladder}
      aria-label={
        top === undefined ? `No rung of ${rungs.length} reached` : `Rung ${reached} of ${rungs.length} reached: ${top}`
      }
    >
      {rungs.map((rung, index) => (
        <div key={rung} className={classes.rung} data-reached={index < reached || undefined}>
          <div className={classes.bar} />
          <div className={classes.name} title={rung}>
            {rung}
          </div>
        </div>
      ))}
    </div>
  );
}
