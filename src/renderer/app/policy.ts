import { config } from 'zod';

/**
 * The page's one-time number for `style` elements: the build leaves a place for it, main fills it in each answer.
 *
 * Mantine's theme variables and the scroll lock of its dialogs are style elements made while the page runs.
 */
export const styleNonce: string = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

// The scroll lock (react-style-singleton) asks for it under this name.
Object.assign(globalThis, { __webpack_nonce__: styleNonce });

// The policy allows no `new Function`, and zod would try one; so this is imported before any schema is made.
config({ jitless: true });
