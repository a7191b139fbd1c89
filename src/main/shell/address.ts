/** The scheme and host the window is served from; there is no other origin in the application. */
export const SCHEME = 'app';
const HOST = 'tributary';
export const PAGE_URL = `${SCHEME}://${HOST}/index.html`;

/** Whether an address is served by us; anything that is not a URL is not. */
export function isOurs(address: string | undefined): boolean {
  if (address === undefined || !URL.canParse(address)) return false;
  const url = new URL(address);
  return url.protocol === `${SCHEME}:` && url.host === HOST;
}
