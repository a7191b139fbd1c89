import { useQuery } from '@tanstack/react-query';
import type { WorkspaceInfo } from '../../contract/workspace.ts';
import { orpc } from './client.ts';

/** The open workspace: clock, currency, extract's age, counts. `undefined` until the engine has answered. */
export function useWorkspace(): WorkspaceInfo | undefined {
  // The ages and clocks in it move with the minutes.
  return useQuery(orpc.workspace.info.queryOptions({ refetchInterval: 60_000 })).data;
}
