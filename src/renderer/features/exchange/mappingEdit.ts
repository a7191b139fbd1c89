import type { ImportKind, Mapping, TextEncoding } from '../../../contract/exchange.ts';
import type { client } from '../../client/client.ts';
import type { FieldInfo } from './mappingDraft.ts';

export type Samples = Awaited<ReturnType<typeof client.exchange.samples>>;

export type MappingEdit = {
  kind: ImportKind | null;
  /** Looks again for the columns of another kind. */
  chooseKind: (kind: ImportKind) => void;
  /** How the letters of the file are read, and the way to another reading; only text has one. */
  encoding: { read: string; choose: (encoding: TextEncoding) => void } | undefined;
  fields: readonly FieldInfo[];
  mapping: Mapping;
  setMapping: (mapping: Mapping) => void;
};
