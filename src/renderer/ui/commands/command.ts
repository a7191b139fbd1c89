/**
 * An action, declared once: its button, the palette, the `?` overlay and the native menu all read this.
 *
 * `keys` are chords such as `a`, `mod+k` (Ctrl, or Cmd on a Mac), `shift+enter`, or a sequence such as `g t`; the
 * first is the one shown. `when` false greys the command out, and `whyNot` says the reason in words.
 */
export type Command = {
  /** `feature.verb`; the native menu calls it by this. */
  readonly id: string;
  /** What it does, in the words of the button: “Approve”. */
  readonly title: string;
  readonly keys?: readonly string[] | undefined;
  readonly when?: boolean | undefined;
  readonly whyNot?: string | undefined;
  /** The one action the screen is for. */
  readonly primary?: boolean | undefined;
  /** May be held down: moving through a list, never a decision. */
  readonly repeats?: boolean | undefined;
  /** Left out of the palette: keys that only move. */
  readonly hidden?: boolean | undefined;
  /** More words the palette finds it by. */
  readonly keywords?: string | undefined;
  readonly run: () => void;
};

/** `app` is always there; `screen` goes with the screen; while a `dialog` is open its commands alone have keys. */
export type Layer = 'app' | 'screen' | 'dialog';

export type Scope = { readonly title: string; readonly layer: Layer; readonly commands: readonly Command[] };

const scopes = new Map<symbol, Scope>();

/** Puts a scope's commands in reach, replacing those it had before. */
export function putScope(key: symbol, scope: Scope): void {
  scopes.set(key, scope);
}

/** Takes a scope away. */
export function dropScope(key: symbol): void {
  scopes.delete(key);
}

/** The scopes in reach, the newest first: dialogs, then screens, then the application. */
export function currentScopes(): Scope[] {
  const rank: Record<Layer, number> = { dialog: 0, screen: 1, app: 2 };
  return [...scopes.values()].reverse().sort((a, b) => rank[a.layer] - rank[b.layer]);
}

/** Those of the scopes that answer to keys now. */
export function listeningScopes(): Scope[] {
  const all = currentScopes();
  const dialogs = all.filter((scope) => scope.layer === 'dialog');
  return dialogs.length > 0 ? dialogs : all;
}

export const isEnabled = (command: Command) => command.when !== false;

/** Runs a command by its id, as the native menu does. `false` when it is not in reach or not possible now. */
export function runCommand(id: string): boolean {
  const command = listeningScopes()
    .flatMap((scope) => scope.commands)
    .find((candidate) => candidate.id === id);
  if (command === undefined || !isEnabled(command)) return false;
  command.run();
  return true;
}
