/** Whether the application is ready; before that Electron refuses most of its API, and so does the stand-in. */
let ready = false;

/** @throws Error naming what was called too early, in Electron's words */
export function mustBeReady(what: string): void {
  if (!ready) throw new Error(`${what} can only be used after app is ready`);
}

export function mustNotBeReady(what: string): void {
  if (ready) throw new Error(`${what} should be called before app is ready`);
}

export function becomeReady(): void {
  ready = true;
}

/** @throws Error for an event the stand-in never emits: waiting for it would be waiting for ever */
export function mustBeEmitted(owner: string, known: readonly string[], event: string): void {
  if (!known.includes(event)) throw new Error(`the stand-in's ${owner} never emits "${event}"`);
}
