import { Textarea } from '@mantine/core';
import type { Ref } from 'react';

export type WordsFieldProps = {
  label: string;
  value: string;
  onChange: (words: string) => void;
  /** An example of what one may write. */
  placeholder?: string;
  /** Gets the focus when its dialog opens. */
  first?: boolean;
  /** Lines it begins with; it grows by four more. */
  lines?: number;
  ref?: Ref<HTMLTextAreaElement>;
};

/** A few sentences, in a field that grows with them: a reason, a note. */
export function WordsField({ onChange, first = false, lines = 2, placeholder, ...field }: WordsFieldProps) {
  return (
    <Textarea
      {...field}
      {...(first ? { 'data-autofocus': true } : {})}
      {...(placeholder === undefined ? {} : { placeholder })}
      autosize
      minRows={lines}
      maxRows={lines + 4}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
