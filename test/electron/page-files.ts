/**
 * Paths of files that a person dropped or chose: their bytes go to the process before the page hears of them, so that
 * a path is known by the time it is asked for. A `File` that a script made has none, as in Electron.
 */

const OWN = '/__stand-in/';
const known = new WeakMap<File, string>();
const knownByLook = new Map<string, string>();
const passedOn = new WeakSet<Event>();

/** Empty when the file did not come from a person. */
export function pathOf(file: File): string {
  return known.get(file) ?? knownByLook.get(looksOf(file)) ?? '';
}

/** Uploads files and gives their paths, in order. */
export async function upload(files: readonly File[], folders: ReadonlySet<File> = new Set()): Promise<string[]> {
  const paths: string[] = [];
  for (const file of files) {
    const isFolder = folders.has(file);
    const headers = { 'x-name': encodeURIComponent(file.name), ...(isFolder ? { 'x-folder': 'yes' } : {}) };
    const answer = await fetch(`${OWN}files`, { method: 'POST', headers, body: isFolder ? '' : file });
    if (!answer.ok) throw new Error(`${file.name} could not be handed over: ${answer.status} ${await answer.text()}`);
    const { path } = await answer.json();
    known.set(file, path);
    knownByLook.set(looksOf(file), path);
    paths.push(path);
  }
  return paths;
}

/** Holds drops and file inputs back until their files have been handed over. */
export function takeFilesFirst(): void {
  window.addEventListener('drop', (event) => void holdDrop(event), { capture: true });
  window.addEventListener('change', (event) => void holdChange(event), { capture: true });
  window.addEventListener('input', (event) => void holdChange(event), { capture: true });
}

async function holdDrop(event: DragEvent): Promise<void> {
  const { dataTransfer, target } = event;
  if (!event.isTrusted || passedOn.has(event) || dataTransfer === null || dataTransfer.files.length === 0) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const files = [...dataTransfer.files];
  const folders = new Set(
    [...dataTransfer.items].flatMap((item) => {
      const file = item.webkitGetAsEntry()?.isDirectory ? item.getAsFile() : null;
      return file === null ? [] : [files.find((one) => looksOf(one) === looksOf(file)) ?? file];
    }),
  );
  await upload(files, folders);
  const copy = new DataTransfer();
  for (const file of files) copy.items.add(file);
  const { clientX, clientY } = event;
  const again = { bubbles: true, cancelable: true, composed: true, clientX, clientY, dataTransfer: copy };
  target?.dispatchEvent(new DragEvent('drop', again));
}

async function holdChange(event: Event): Promise<void> {
  const input = event.target;
  if (!(input instanceof HTMLInputElement) || input.type !== 'file') return;
  if (!event.isTrusted || input.closest('[data-stand-in]') !== null) return;
  event.stopImmediatePropagation();
  if (event.type !== 'change') return;
  await upload([...(input.files ?? [])]);
  input.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
  input.dispatchEvent(new Event('change', { bubbles: true }));
}

// The page may be given another object for the same file.
const looksOf = ({ name, size, lastModified, type }: File) => JSON.stringify([name, size, lastModified, type]);
