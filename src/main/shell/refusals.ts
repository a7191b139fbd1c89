import { app, type Session, type WebContents, type WebFrameMain } from 'electron';
import { isOurs } from './address.ts';

/** What a page may ask of the system: to put text it made on the clipboard. */
const ALLOWED_PERMISSIONS: ReadonlySet<string> = new Set(['clipboard-sanitized-write']);

/** Refuses leaving the page, new windows and embedded pages, in every web contents there will ever be. */
export function refuseNavigation(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => {
      if (!isOurs(event.url)) event.preventDefault();
    });
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}

/** Refuses every permission but the one above, asked for or checked, every device, and downloads by the page. */
export function refusePermissions(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, callback) => {
    callback(ALLOWED_PERMISSIONS.has(permission) && isOurs(contents?.getURL()));
  });
  session.setPermissionCheckHandler((contents, permission) => {
    return ALLOWED_PERMISSIONS.has(permission) && isOurs(contents?.getURL());
  });
  session.setDevicePermissionHandler(() => false);
  // Files leave through a save dialog; a page that starts a download has been tampered with.
  session.on('will-download', (event) => event.preventDefault());
}

/**
 * Whether a message came from our page: the top frame of our window, at our address.
 *
 * @param frame  `null` when the frame has gone since
 */
export function isOurPage(
  sender: WebContents,
  frame: WebFrameMain | null,
  window: { readonly webContents: WebContents },
) {
  return sender === window.webContents && frame !== null && frame.parent === null && isOurs(frame.url);
}
