import type { WorkspaceInfo } from '../../contract/workspace.ts';

export type DestinationPath =
  | '/today'
  | '/registrations'
  | '/cases'
  | '/protection'
  | '/partners'
  | '/earnings'
  | '/insights'
  | '/reviews'
  | '/files'
  | '/programme'
  | '/journal';

export type Destination = {
  /** `go.today`: the command that leads there. */
  id: string;
  title: string;
  path: DestinationPath;
  /** After `g`. */
  key: string;
  count?: (info: WorkspaceInfo) => number;
  /** Whether the count is one of something overdue. */
  urgent?: (info: WorkspaceInfo) => boolean;
};

export type DestinationGroup = { title: string | undefined; destinations: readonly Destination[] };

/** Where one can go, in the order of the work. */
export const destinationGroups: readonly DestinationGroup[] = [
  { title: undefined, destinations: [{ id: 'go.today', title: 'Today', path: '/today', key: 't' }] },
  {
    title: 'Deals',
    destinations: [
      {
        id: 'go.registrations',
        title: 'Registrations',
        path: '/registrations',
        key: 'r',
        count: (info) => info.counts.toDecide,
        urgent: (info) => info.counts.overdue > 0,
      },
      { id: 'go.cases', title: 'Cases', path: '/cases', key: 'c', count: (info) => info.counts.openCases },
      {
        id: 'go.protection',
        title: 'Protection',
        path: '/protection',
        key: 'p',
        count: (info) => info.counts.protectionsEnding,
      },
    ],
  },
  {
    title: 'Partners',
    destinations: [
      { id: 'go.partners', title: 'Partners', path: '/partners', key: 'a' },
      { id: 'go.earnings', title: 'Earnings', path: '/earnings', key: 'e' },
    ],
  },
  {
    title: 'Results',
    destinations: [
      { id: 'go.insights', title: 'Insights', path: '/insights', key: 'i' },
      { id: 'go.reviews', title: 'Reviews', path: '/reviews', key: 'v' },
    ],
  },
  {
    title: 'Workspace',
    destinations: [
      { id: 'go.files', title: 'Files', path: '/files', key: 'f' },
      { id: 'go.programme', title: 'Programme', path: '/programme', key: 'm' },
      { id: 'go.journal', title: 'Journal', path: '/journal', key: 'j' },
    ],
  },
];

export const destinations: readonly Destination[] = destinationGroups.flatMap((group) => group.destinations);
