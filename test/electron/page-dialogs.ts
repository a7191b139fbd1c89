/** Small dialogs in the page, where the desktop would show its own. Styled through the object model, as the policy asks. */
import { upload } from './page-files.ts';
import type { DialogRequest } from './wire.ts';

type Answer = (paths: readonly string[]) => void;

/** Shows one dialog; the answer is empty when it was dismissed. */
export function showDialog(request: DialogRequest, answer: Answer): void {
  const dialog = element('dialog', { ariaLabel: request.title });
  dialog.dataset.standIn = 'dialog';
  Object.assign(dialog.style, { minWidth: '420px', maxWidth: '80vw', padding: '20px', font: '13px/20px system-ui' });
  Object.assign(dialog.style, { border: '1px solid #8d949c', borderRadius: '8px' });
  const form = element('form', { method: 'dialog' });
  Object.assign(form.style, { display: 'grid', gap: '12px' });
  const heading = element('strong', { textContent: request.title });
  const fields = fieldsFor(request);
  const buttons = element('div', {});
  Object.assign(buttons.style, { display: 'flex', gap: '8px', justifyContent: 'flex-end' });
  const cancel = element('button', { type: 'button', textContent: 'Cancel' });
  const confirm = element('button', { type: 'submit', textContent: request.kind === 'message' ? 'Close' : 'OK' });
  if (request.kind === 'choice')
    buttons.append(...request.buttons.map((text, nth) => choice(text, () => close([String(nth)]))));
  else buttons.append(...(request.kind === 'message' ? [confirm] : [cancel, confirm]));
  form.append(heading, ...fields.elements, buttons);
  dialog.append(form);
  document.body.append(dialog);

  const close = (paths: readonly string[]) => {
    dialog.remove();
    answer(paths);
  };
  cancel.addEventListener('click', () => close([]));
  dialog.addEventListener('cancel', () => close([]));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void fields.paths().then(close);
  });
  // Keys typed here are not the application's.
  dialog.addEventListener('keydown', (event) => event.stopPropagation());
  dialog.showModal();
}

function choice(text: string, choose: () => void): HTMLElement {
  const button = element('button', { type: 'button', textContent: text });
  button.addEventListener('click', choose);
  return button;
}

type Fields = { readonly elements: readonly HTMLElement[]; paths(): Promise<string[]> };

function fieldsFor(request: DialogRequest): Fields {
  switch (request.kind) {
    case 'choice':
    case 'message': {
      const text = element('p', { textContent: request.text });
      Object.assign(text.style, { whiteSpace: 'pre-wrap', margin: '0' });
      return { elements: [text], paths: async () => [] };
    }
    case 'open': {
      const input = element('input', { type: 'file', multiple: request.multiple, accept: request.accept });
      return { elements: [labelled('Files', input)], paths: () => upload([...(input.files ?? [])]) };
    }
    case 'open-path': {
      const input = element('input', { type: 'text', placeholder: '/home/me/programme.tributary' });
      const label = labelled('Path on this computer', input);
      return { elements: [label], paths: async () => (input.value.trim() === '' ? [] : [input.value.trim()]) };
    }
    case 'save': {
      const folder = element('input', { type: 'text', value: request.folder });
      const name = element('input', { type: 'text', value: request.name });
      return {
        elements: [labelled('Name', name), labelled('Folder on this computer', folder)],
        paths: async () => [`${folder.value.trim().replace(/[\\/]+$/, '')}/${name.value.trim()}`],
      };
    }
  }
}

/** A link to a file that was written, in the corner of the page until it is used or put away. */
export function offerFile(address: string, name: string): void {
  const notice = element('div', { role: 'status' });
  notice.dataset.standIn = 'offer';
  Object.assign(notice.style, {
    position: 'fixed',
    right: '16px',
    bottom: '16px',
    zIndex: '2147483647',
    padding: '8px 12px',
  });
  Object.assign(notice.style, {
    background: '#fff',
    color: '#1c2024',
    border: '1px solid #8d949c',
    borderRadius: '6px',
  });
  const link = element('a', { href: address, download: name, textContent: `Save ${name} with the browser` });
  const away = element('button', { type: 'button', textContent: '×', ariaLabel: 'Put away' });
  away.style.marginLeft = '12px';
  link.addEventListener('click', () => setTimeout(() => notice.remove()));
  away.addEventListener('click', () => notice.remove());
  notice.append(link, away);
  document.body.append(notice);
}

/** Says that the application has ended. */
export function sayClosed(): void {
  const notice = element('p', { role: 'alert', textContent: 'Tributary was closed. This page can be closed, too.' });
  Object.assign(notice.style, {
    position: 'fixed',
    inset: '0',
    margin: '0',
    padding: '40vh 24px 0',
    zIndex: '2147483647',
  });
  Object.assign(notice.style, {
    background: '#f7f7f5',
    color: '#1c2024',
    textAlign: 'center',
    font: '16px/24px system-ui',
  });
  document.body.append(notice);
}

function labelled(text: string, input: HTMLInputElement): HTMLElement {
  const label = element('label', { textContent: text });
  Object.assign(label.style, { display: 'grid', gap: '4px' });
  label.append(input);
  return label;
}

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  fields: Partial<HTMLElementTagNameMap[Name]>,
): HTMLElementTagNameMap[Name] {
  return Object.assign(document.createElement(name), fields);
}
