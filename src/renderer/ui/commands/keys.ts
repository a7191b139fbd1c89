import { type Command, isEnabled, listeningScopes } from './command.ts';

const isMac = () => /mac|iphone|ipad/i.test(globalThis.navigator?.platform ?? '');

const SEQUENCE_MS = 1_200;
const names: Record<string, string> = {
  arrowdown: '↓',
  arrowup: '↑',
  arrowleft: '←',
  arrowright: '→',
  enter: '↵',
  escape: 'Esc',
  ' ': 'Space',
  space: 'Space',
  backspace: '⌫',
  delete: 'Del',
};

/** The caps to draw for a chord or sequence: `mod+k` is `Ctrl K`, on a Mac `⌘K`; `g t` is two caps. */
export function capsOf(keys: string, mac = isMac()): string[] {
  return keys.split(' ').map((chord) => {
    const parts = chord.split('+').map((part) => {
      if (part === 'mod') return mac ? '⌘' : 'Ctrl';
      if (part === 'shift') return mac ? '⇧' : 'Shift';
      if (part === 'alt') return mac ? '⌥' : 'Alt';
      return names[part] ?? (part.length === 1 ? part.toUpperCase() : part.charAt(0).toUpperCase() + part.slice(1));
    });
    return parts.join(mac ? '' : ' ');
  });
}

/** The same for `aria-keyshortcuts`; sequences have no such form and give nothing. */
export function ariaKeys(keys: string | undefined): string | undefined {
  if (keys === undefined || keys.includes(' ')) return undefined;
  return keys
    .split('+')
    .map((part) => (part === 'mod' ? (isMac() ? 'Meta' : 'Control') : part.charAt(0).toUpperCase() + part.slice(1)))
    .join('+');
}

type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/**
 * The chord of a key press, as commands write it.
 *
 * A letter is read from its place on the keyboard where the layout gives none of the Latin ones (Cyrillic, Greek,
 * Hebrew); shift counts for letters and named keys only, because `?` is already a shifted key on most layouts.
 */
export function chordOf(press: KeyPress, mac = isMac()): string {
  let key = press.key.toLowerCase();
  if (key.length === 1 && key > '\u007f' && /^Key[A-Z]$/.test(press.code)) key = press.code.slice(3).toLowerCase();
  if (key === ' ') key = 'space';
  const parts: string[] = [];
  if (mac ? press.metaKey : press.ctrlKey) parts.push('mod');
  if (mac ? press.ctrlKey : press.metaKey) parts.push(mac ? 'ctrl' : 'meta');
  if (press.altKey) parts.push('alt');
  if (press.shiftKey && (key.length > 1 || /^[a-z]$/.test(key))) parts.push('shift');
  return [...parts, key].join('+');
}

const typing =
  'input:not([type=checkbox]):not([type=radio]):not([type=button]), textarea, select, [contenteditable]:not([contenteditable=false])';
// A button whose choices stand open (`data-expanded`) has the keys too: Escape closes them, not the screen.
const ownKeys = '[role=menu], [role=listbox], [role=combobox], [role=option], [role=slider], [data-expanded]';

// A field's own: taking back typing is not taking back a decision.
const editing = new Set(['mod+a', 'mod+c', 'mod+v', 'mod+x', 'mod+y', 'mod+z', 'mod+shift+z']);

function belongsToControl(event: KeyboardEvent, chord: string): boolean {
  const target = event.target instanceof Element ? event.target : null;
  if (target === null) return false;
  if (target.closest(typing) !== null) return !chord.startsWith('mod+') || editing.has(chord);
  if (target.closest(ownKeys) !== null) return !chord.startsWith('mod+');
  // A dialog without commands of its own still covers what lies below.
  if (target.closest('[role=dialog]') !== null && listeningScopes().every((scope) => scope.layer !== 'dialog'))
    return true;
  // Enter and space press the button that has the focus, whatever the screen does with them.
  return (chord === 'enter' || chord === 'space') && target.closest('button, a, summary, [role=button]') !== null;
}

function find(sequence: string): { exact: Command | undefined; begins: boolean } {
  let begins = false;
  for (const scope of listeningScopes()) {
    for (const command of scope.commands) {
      if (command.keys?.includes(sequence)) return { exact: command, begins };
      if (command.keys?.some((keys) => keys.startsWith(`${sequence} `))) begins = true;
    }
  }
  return { exact: undefined, begins };
}

/**
 * Listens to the window's keys and runs the commands in reach; returns how to stop. Keys typed into a field are left alone.
 *
 * @param tell  given the reason when a key was pressed whose command is not possible now
 */
export function listenToKeys(target: Window, tell: (whyNot: string) => void): () => void {
  let begun: { keys: string; until: number } | undefined;
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || event.key === 'Dead') return;
    if (['Shift', 'Control', 'Alt', 'Meta', 'AltGraph'].includes(event.key)) return;
    const chord = chordOf(event);
    if (belongsToControl(event, chord)) return;
    const open = begun !== undefined && event.timeStamp <= begun.until ? begun.keys : undefined;
    begun = undefined;
    let found = find(open === undefined ? chord : `${open} ${chord}`);
    if (open !== undefined && found.exact === undefined) found = find(chord);
    const command = found.exact;
    if (command === undefined) {
      if (found.begins) begun = { keys: chord, until: event.timeStamp + SEQUENCE_MS };
      return;
    }
    event.preventDefault();
    if (event.repeat && command.repeats !== true) return;
    if (isEnabled(command)) command.run();
    else if (!event.repeat && command.whyNot !== undefined) tell(command.whyNot);
  };
  target.addEventListener('keydown', onKey);
  return () => target.removeEventListener('keydown', onKey);
}
