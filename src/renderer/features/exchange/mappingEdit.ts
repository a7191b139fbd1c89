import type { ImportKind, Mapping } from '../../../contract/exchange.ts';
import type { client } from '../../client/client.ts';
import type { FieldInfo } from './mappingDraft.ts';

export type Samples = Awaited<ReturnType<typeof client.exchange.samples>>;

export type MappingEdit = {
  kind: ImportKind | null;
  /** Looks again for the columns of another kind. */
  chooseKind: (kind: ImportKind) => void;
  fields: readonly FieldInfo[];
  mapping: Mapping;
  setMapping: (mapping: Mapping) => void;
};
