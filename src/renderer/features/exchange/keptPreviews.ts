import { skipToken, useQuery } from '@tanstack/react-query';
import type { ImportKind, Mapping, Repair } from '../../../contract/exchange.ts';
import type { Grant, IsoDate } from '../../../contract/units.ts';
import type { client } from '../../client/client.ts';
import { queryClient } from '../../client/queryClient.ts';

export type PreviewAnswer = Awaited<ReturnType<typeof client.exchange.preview>>;

/** A file as it was given to a preview, with what a person said of it. */
export type GivenFile = {
  grant: Grant;
  kind?: ImportKind | undefined;
  sheet?: string | undefined;
  mapping?: Partial<Mapping> | undefined;
  repairs?: readonly Repair[] | undefined;
};

/** What a preview answered, and what it was asked with: enough to ask again with another mapping or date. */
export type KeptPreview = {
  answer: PreviewAnswer;
  given: readonly GivenFile[];
  /** The date a person gave; `undefined` when it was left to the files. */
  asOf: IsoDate | undefined;
};

// Not an answer to a question that can be asked again: it lives as long as the window, as the grants in it do.
const KEPT = 'kept preview';
queryClient.setQueryDefaults([KEPT], { gcTime: Number.POSITIVE_INFINITY, staleTime: Number.POSITIVE_INFINITY });

/** Keeps a preview for its page, under the batch's id. */
export const keepPreview = (kept: KeptPreview): void => {
  queryClient.setQueryData([KEPT, kept.answer.batch], kept);
};

/** The preview of a batch as it was answered; `undefined` after a reload, when only the engine still has it. */
export const useKeptPreview = (batch: string): KeptPreview | undefined =>
  useQuery<KeptPreview>({ queryKey: [KEPT, batch], queryFn: skipToken }).data;
