import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { isContractProcedure } from '@orpc/contract';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import type { PortName } from '../../contract/bridge.ts';
import { contract } from '../../contract/index.ts';
import type { ProcedureMeta } from '../../contract/procedure.ts';
import type { shellContract } from '../../contract/shell.ts';
import { linkByPort } from './link.ts';

/** The port of a procedure, from the mark in its contract: questions to the reader, changes to the writer. */
function portOf(path: readonly string[]): PortName {
  let at: unknown = contract;
  for (const step of path) at = (at as Record<string, unknown>)[step];
  if (!isContractProcedure(at)) throw new Error(`expected a procedure of the contract, found ${path.join('.')}`);
  return (at['~orpc'].meta as ProcedureMeta).kind === 'change' ? 'changes' : 'questions';
}

/** Every procedure of the engine: `await client.registrations.get({ registration })`. Screens mostly use `orpc`. */
export const client: ContractRouterClient<typeof contract> = createORPCClient(linkByPort(portOf));

/** The same as options for TanStack Query: `useQuery(orpc.registrations.get.queryOptions({ input }))`. */
export const orpc = createTanstackQueryUtils(client);

/** The desktop: dialogs, recent files, which workspace is open. */
export const shell: ContractRouterClient<typeof shellContract> = createORPCClient(linkByPort(() => 'shell'));
