import { Button } from '@mantine/core';
import { explain, placeOf } from '../client/explain.ts';
import { useFormat } from '../format/useFormat.tsx';
import classes from './ErrorPanel.module.css';

export type ErrorPanelProps = {
  /** Whatever the call threw. */
  error: unknown;
  /** Asks again; without it there is no button. */
  retry?: (() => void) | undefined;
  /** What was being done: “The registration could not be shown”. */
  doing?: string;
};

/** What happened, where, what to do, and a way to try again. */
export function ErrorPanel({ error, retry, doing }: ErrorPanelProps) {
  const { words } = useFormat();
  const { title, what, where, todo, more, retry: mayHelp, technical } = explain(error);
  return (
    <div role="alert" className={classes.panel}>
      <p className={classes.title}>{doing ?? title}</p>
      <p>
        {words(what)}
        {where !== undefined && <span className={classes.where}> {where}</span>}
      </p>
      <p className={classes.todo}>{words(todo)}</p>
      {more.length > 0 && (
        <ul className={classes.more}>
          {more.slice(0, 8).map((problem) => (
            <li key={`${problem.code} ${placeOf(problem) ?? ''} ${problem.message}`}>
              {words(problem.message)} <span className={classes.todo}>{words(problem.todo)}</span>
            </li>
          ))}
          {more.length > 8 && <li className={classes.todo}>and {more.length - 8} more</li>}
        </ul>
      )}
      {technical !== undefined && <pre className={classes.technical}>{technical}</pre>}
      {retry !== undefined && mayHelp && (
        <div>
          <Button onClick={retry}>Try again</Button>
        </div>
      )}
    </div>
  );
}
