import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { ProgrammeBody } from '../../../contract/programme.ts';
import { FormModal } from '../../ui/FormModal.tsx';
import classes from './Programme.module.css';

export type TextDialogProps = {
  opened: boolean;
  body: ProgrammeBody;
  onClose: () => void;
  onUse: (body: unknown) => void;
};

/** The first thing that is wrong with the text, in a sentence; `undefined` when it is a programme. */
function faultOf(text: string): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return `Not readable: ${error instanceof Error ? error.message : String(error)}`;
  }
  const checked = ProgrammeBody.safeParse(value);
  const issue = checked.error?.issues[0];
  return issue === undefined ? undefined : `${issue.path.join('.')}: ${issue.message}`;
}

/** The whole programme as text, checked while one types. */
export function TextDialog({ opened, body, onClose, onUse }: TextDialogProps) {
  const [text, setText] = useState<string>();
  const shown = text ?? JSON.stringify(body, null, 2);
  const close = () => {
    setText(undefined);
    onClose();
  };
  return (
    <FormModal
      title="The programme as text"
      size={860}
      opened={opened}
      onClose={close}
      submitTitle="Use this"
      notReady={opened ? faultOf(shown) : undefined}
      hint="Nothing is saved yet: the page shows what differs, and you choose the day it takes effect."
      onSubmit={() => {
        onUse(JSON.parse(shown));
        close();
      }}
    >
      <Textarea
        className={classes.text ?? ''}
        aria-label="The programme as text"
        data-autofocus
        rows={26}
        spellCheck={false}
        value={shown}
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </FormModal>
  );
}
