import { capsOf } from './commands/keys.ts';
import classes from './KeyCap.module.css';

export type KeyCapProps = {
  /** As a command writes it: `a`, `mod+k`, `g t`. */
  keys: string;
  /** On a filled button the cap takes the button's colour. */
  onAccent?: boolean;
};

/** A key, drawn as its cap. */
export function KeyCap({ keys, onAccent = false }: KeyCapProps) {
  return (
    <span className={classes.caps} aria-hidden="true">
      {capsOf(keys).map((cap) => (
        <kbd key={cap} className={classes.cap} data-on-accent={onAccent || undefined}>
          {cap}
        </kbd>
      ))}
    </span>
  );
}
