/**
 * The page's one-time number for `style` elements, which main writes into the page it serves (`app-protocol.ts`).
 *
 * Mantine's theme variables and the scroll lock of its dialogs are style elements made while the page runs.
 */
export const styleNonce: string = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';

// The scroll lock (react-style-singleton) asks for it under this name.
Object.assign(globalThis, { __webpack_nonce__: styleNonce });
