import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import { basename, isAbsolute } from 'node:path';
import { type Grant, GrantId } from '../../contract/units.ts';

export type GrantMode = 'read' | 'write';
export type GivenGrant = { readonly grant: GrantId; readonly path: string; readonly mode: GrantMode };

/** The files a person chose or dropped since the application started. The window knows each by an opaque id. */
export type Grants = {
  /** Grants for the files among the paths, in order; folders and what is not there are left out. */
  toRead(paths: readonly string[]): Grant[];
  /** A grant to write one file. */
  toWrite(path: string): Grant;
  pathOf(grant: GrantId): string | undefined;
  all(): readonly GivenGrant[];
};

/** @param onGiven  tells the engine's threads of each new grant */
export function makeGrants(onGiven: (given: GivenGrant) => void): Grants {
  const given = new Map<GrantId, GivenGrant>();
  const give = (path: string, mode: GrantMode, sizeBytes: number | null): Grant => {
    const one: GivenGrant = { grant: GrantId.parse(randomUUID()), path, mode };
    given.set(one.grant, one);
    onGiven(one);
    return { grant: one.grant, name: basename(path), sizeBytes };
  };
  return {
    toRead: (paths) =>
      paths.flatMap((path) => {
        if (!isAbsolute(path)) return [];
        const found = statSync(path, { throwIfNoEntry: false });
        return found?.isFile() ? [give(path, 'read', found.size)] : [];
      }),
    toWrite: (path) => give(path, 'write', null),
    pathOf: (grant) => given.get(grant)?.path,
    all: () => [...given.values()],
  };
}
