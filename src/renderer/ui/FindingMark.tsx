import classes from './FindingMark.module.css';

/** The three results of a test, in the words of the product. */
export type FindingResult = 'pass' | 'fail' | 'cannot tell';

const marks: Record<FindingResult, string> = { pass: '✓', fail: '✕', 'cannot tell': '?' };

export type FindingMarkProps = { result: FindingResult /** Read aloud instead of the result. */; words?: string };

/** ✓ ? ✕, with the word for those who hear the page. */
export function FindingMark({ result, words }: FindingMarkProps) {
  return (
    <span className={classes.mark} data-result={result}>
      <span aria-hidden="true">{marks[result]}</span>
      <span className="visually-hidden">{words ?? result}: </span>
    </span>
  );
}
