/** Runs in the page ahead of its own scripts: the preload bundle, and what Electron does around a page. */
import { offerFile, sayClosed, showDialog } from './page-dialogs.ts';
import { ask, contextBridge, ipcRenderer, onFrame, send, webUtils } from './page-electron.ts';
import { takeFilesFirst } from './page-files.ts';
import { watchPorts } from './page-ports.ts';
// @ts-expect-error: made by the server from the built preload bundle
import preload from './preload.js';
import type { Accelerator } from './wire.ts';

const OWN = '/__stand-in/';
let accelerators: readonly Accelerator[] = [];

onFrame((frame) => {
  if (frame[0] === 'title') document.title = frame[1];
  if (frame[0] === 'accelerators') accelerators = frame[1];
  if (frame[0] === 'offer') offerFile(frame[1], frame[2]);
  if (frame[0] === 'closed') sayClosed();
  if (frame[0] === 'gone') location.replace(`${OWN}gone`);
  if (frame[0] === 'reload') location.reload();
  if (frame[0] === 'dialog') {
    const [, id, request] = frame;
    showDialog(request, (paths) => send(['dialog-answer', id, paths]));
  }
  if (frame[0] === 'full-screen') void fullScreen(frame[1]);
});

takeFilesFirst();
watchPorts();
askBeforeLeaving();
askForPermissions();
passKeysOn();
preload(
  (name: string) => {
    if (name === 'electron') return { contextBridge, ipcRenderer, webUtils };
    throw new Error(`module not found: ${name}`);
  },
  { exports: {} },
  {},
);

const enterFullScreen = Element.prototype.requestFullscreen;

async function fullScreen(on: boolean): Promise<void> {
  try {
    if (on) await enterFullScreen.call(document.documentElement);
    else if (document.fullscreenElement !== null) await document.exitFullscreen();
  } catch (error) {
    // A browser asks for a gesture where a window needs none; the page is then shown as large as the tab.
    console.info('stand-in: not full screen:', error);
  }
}

/** Navigation, new windows and downloads are put to main first, as Electron does. */
function askBeforeLeaving(): void {
  let allowed = '';
  navigation.addEventListener('navigate', (event) => {
    const { url } = event.destination;
    const ours = new URL(url).pathname.startsWith(OWN);
    if (!event.cancelable || event.hashChange || event.destination.sameDocument || ours || url === allowed) return;
    if (event.navigationType === 'reload') return;
    event.preventDefault();
    if (event.downloadRequest !== null) {
      void ask((id) => ['download', id, url]);
      return;
    }
    void ask((id) => ['navigate', id, url]).then((may) => {
      if (may !== true) return;
      allowed = url;
      location.assign(url);
    });
  });
  window.open = (address) => {
    send(['open-window', String(address ?? '')]);
    return null;
  };
  const onClick = (event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
    if (!(link instanceof HTMLAnchorElement)) return;
    const elsewhere = link.target !== '' && link.target !== '_self';
    if (!elsewhere && event.button !== 1 && !event.ctrlKey && !event.metaKey && !event.shiftKey) return;
    event.preventDefault();
    send(['open-window', link.href]);
  };
  window.addEventListener('click', onClick, { capture: true });
  window.addEventListener('auxclick', onClick, { capture: true });
}

/** What needs a permission is put to main's handlers. */
function askForPermissions(): void {
  const may = (name: string, asks: 'request' | 'check' = 'request') => ask((id) => ['permission', id, name, asks]);
  const guard = (owner: object | undefined, method: string, permission: string) => {
    const original = owner && (Reflect.get(owner, method) as ((...args: unknown[]) => unknown) | undefined);
    if (owner === undefined || original === undefined) return;
    Reflect.set(owner, method, async function guarded(this: unknown, ...args: unknown[]) {
      if ((await may(permission)) !== true) throw new DOMException('Permission denied', 'NotAllowedError');
      return original.apply(this, args);
    });
  };
  guard(navigator.mediaDevices, 'getUserMedia', 'media');
  guard(navigator.mediaDevices, 'getDisplayMedia', 'display-capture');
  guard(navigator.clipboard, 'readText', 'clipboard-read');
  guard(navigator.clipboard, 'read', 'clipboard-read');
  guard(navigator.clipboard, 'writeText', 'clipboard-sanitized-write');
  guard(navigator.clipboard, 'write', 'clipboard-sanitized-write');
  guard(Element.prototype, 'requestFullscreen', 'fullscreen');
  Notification.requestPermission = async () => ((await may('notifications')) === true ? 'granted' : 'denied');
  const query = navigator.permissions.query.bind(navigator.permissions);
  navigator.permissions.query = async (descriptor) => {
    const status = await query(descriptor);
    const granted = (await may(descriptor.name, 'check')) === true;
    return Object.defineProperty(status, 'state', { value: granted ? 'granted' : 'denied' });
  };
  const geolocation: Geolocation = navigator.geolocation;
  geolocation.getCurrentPosition = (success, failure, options) => {
    void may('geolocation').then((granted) => {
      if (granted === true) Geolocation.prototype.getCurrentPosition.call(geolocation, success, failure, options);
      else failure?.({ code: 1, message: 'User denied Geolocation' } as GeolocationPositionError);
    });
  };
}

/** A key of the menu that the page has no use for itself goes to the menu. */
function passKeysOn(): void {
  const matches = (event: KeyboardEvent, { accelerator }: Accelerator) => {
    const parts = accelerator.split('+');
    const key = parts.pop()?.toLowerCase();
    const held = { ctrl: parts.some((part) => /^(CmdOrCtrl|CommandOrControl|Ctrl|Control)$/.test(part)) };
    const shift = parts.includes('Shift');
    const alt = parts.includes('Alt');
    return (
      event.key.toLowerCase() === key &&
      (event.ctrlKey || event.metaKey) === held.ctrl &&
      event.shiftKey === shift &&
      event.altKey === alt
    );
  };
  window.addEventListener(
    'keydown',
    (event) => {
      const found = accelerators.find((one) => matches(event, one));
      if (found === undefined) return;
      // Added now, so that it runs after every listener of the page.
      const last = (now: KeyboardEvent) => {
        if (now !== event || event.defaultPrevented) return;
        event.preventDefault();
        send(['accelerator', found.item]);
      };
      window.addEventListener('keydown', last, { once: true });
    },
    { capture: true },
  );
}
