import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { orpc } from '../client/client.ts';
import { currentScopes, isEnabled } from '../ui/commands/command.ts';
import { matchesWords } from './matchesWords.ts';

export type PaletteEntry = {
  id: string;
  title: string;
  words?: string | undefined;
  keys?: string | undefined;
  disabled: boolean;
  run: () => void;
};

export type PaletteGroup = { title: string; entries: readonly PaletteEntry[] };

function useRested(text: string, restMs: number): string {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), restMs);
    return () => clearTimeout(timer);
  }, [text, restMs]);
  return rested;
}

const kinds = {
  registration: 'Registration',
  account: 'Account',
  partner: 'Partner',
  case: 'Case',
  opportunity: 'Opportunity',
};

function useRecords(text: string): { entries: PaletteEntry[]; searching: boolean } {
  const navigate = useNavigate();
  const typed = useRested(text.trim(), 60);
  const found = useQuery(
    orpc.insights.find.queryOptions({
      input: { text: typed },
      enabled: typed.length > 0,
      placeholderData: keepPreviousData,
      staleTime: 10_000,
    }),
  );
  const open = (kind: keyof typeof kinds, id: string) => {
    if (kind === 'registration') void navigate({ to: '/registrations/$id', params: { id } });
    else if (kind === 'partner') void navigate({ to: '/partners/$id', params: { id } });
    else if (kind === 'case') void navigate({ to: '/cases/$id', params: { id } });
    else if (kind === 'opportunity') void navigate({ to: '/opportunities/$id', params: { id } });
    // Accounts have no page of their own: the registrations on them are shown.
    else void navigate({ to: '/registrations', search: { queue: 'all', account: id } });
  };
  const items = typed.length > 0 ? (found.data ?? []) : [];
  return {
    searching: found.isFetching,
    entries: items.map((item) => ({
      id: `${item.kind}-${item.id}`,
      title: item.title,
      words: item.words === '' ? kinds[item.kind] : `${kinds[item.kind]} · ${item.words}`,
      disabled: false,
      run: () => open(item.kind, item.id),
    })),
  };
}

/** What the palette shows for what is typed: records first, then commands of the screen, then those of the application. */
export function usePaletteEntries(text: string): { groups: PaletteGroup[]; searching: boolean } {
  const records = useRecords(text);
  const commands = currentScopes()
    .filter((scope) => scope.layer !== 'dialog')
    .map((scope) => ({
      title: scope.title,
      entries: scope.commands
        .filter(
          (command) => command.hidden !== true && matchesWords(`${command.title} ${command.keywords ?? ''}`, text),
        )
        .map((command) => ({
          id: command.id,
          title: command.title,
          words: isEnabled(command) ? undefined : command.whyNot,
          keys: command.keys?.[0],
          disabled: !isEnabled(command),
          run: command.run,
        })),
    }));
  const groups = [{ title: 'Records', entries: records.entries }, ...commands].filter(
    (group) => group.entries.length > 0,
  );
  return { groups, searching: records.searching };
}
