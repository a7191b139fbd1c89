import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Navigate,
  redirect,
} from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';
import { PageSkeleton } from '../ui/Skeletons.tsx';
import { Frame } from './Frame.tsx';

type Search = Record<string, unknown>;

const root = createRootRoute({
  // Each screen reads its own filters from here with `useUrlState`.
  validateSearch: (search: Search): Search => search,
  notFoundComponent: () => <Navigate to="/today" />,
});

const framed = createRoute({ getParentRoute: () => root, id: 'framed', component: Frame });

/** A screen that is loaded when it is first shown: `features/<feature>/<Screen>.tsx` exports a component of its name. */
const screens = import.meta.glob<Record<string, ComponentType>>('../features/*/*Screen.tsx');

function screen(feature: string, name: string) {
  const load = screens[`../features/${feature}/${name}.tsx`];
  return lazyRouteComponent(async () => {
    const module = await load?.();
    const component = module?.[name];
    if (component === undefined) throw new Error(`expected features/${feature}/${name}.tsx to export ${name}`);
    return { default: component };
  });
}

const index = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/today' });
  },
});

const today = createRoute({ getParentRoute: () => framed, path: '/today', component: screen('today', 'TodayScreen') });

// The list stays where it is while the detail changes: one screen, with or without an id.
const registrations = createRoute({
  getParentRoute: () => framed,
  path: '/registrations',
  component: screen('registrations', 'RegistrationsScreen'),
});
const registrationsNone = createRoute({ getParentRoute: () => registrations, path: '/' });
const registration = createRoute({ getParentRoute: () => registrations, path: '$id' });

const cases = createRoute({
  getParentRoute: () => framed,
  path: '/cases',
  component: screen('conflicts', 'CasesScreen'),
});
const oneCase = createRoute({
  getParentRoute: () => framed,
  path: '/cases/$id',
  component: screen('conflicts', 'CaseScreen'),
});
const protection = createRoute({
  getParentRoute: () => framed,
  path: '/protection',
  component: screen('protection', 'ProtectionScreen'),
});
const partners = createRoute({
  getParentRoute: () => framed,
  path: '/partners',
  component: screen('partners', 'PartnersScreen'),
});
const partner = createRoute({
  getParentRoute: () => framed,
  path: '/partners/$id',
  component: screen('partners', 'PartnerScreen'),
});
const earnings = createRoute({
  getParentRoute: () => framed,
  path: '/earnings',
  component: screen('incentives', 'EarningsScreen'),
});
const insights = createRoute({
  getParentRoute: () => framed,
  path: '/insights',
  component: screen('insights', 'InsightsScreen'),
});
const reviews = createRoute({
  getParentRoute: () => framed,
  path: '/reviews',
  component: screen('reviews', 'ReviewsScreen'),
});
const review = createRoute({
  getParentRoute: () => framed,
  path: '/reviews/$id',
  component: screen('reviews', 'ReviewScreen'),
});
// Presented without the frame: the whole window is the slide.
const present = createRoute({
  getParentRoute: () => root,
  path: '/reviews/$id/present',
  component: screen('reviews', 'PresentScreen'),
});
const files = createRoute({
  getParentRoute: () => framed,
  path: '/files',
  component: screen('exchange', 'FilesScreen'),
});
const batch = createRoute({
  getParentRoute: () => framed,
  path: '/files/$batch',
  component: screen('exchange', 'BatchScreen'),
});
const programme = createRoute({
  getParentRoute: () => framed,
  path: '/programme',
  component: screen('programme', 'ProgrammeScreen'),
});
const journal = createRoute({
  getParentRoute: () => framed,
  path: '/journal',
  component: screen('journal', 'JournalScreen'),
});

const routeTree = root.addChildren([
  index,
  present,
  framed.addChildren([
    today,
    registrations.addChildren([registrationsNone, registration]),
    cases,
    oneCase,
    protection,
    partners,
    partner,
    earnings,
    insights,
    reviews,
    review,
    files,
    batch,
    programme,
    journal,
  ]),
]);

/** The places of the application; the address is in the hash, because the page is a file. */
export const router = createRouter({
  routeTree,
  history: createHashHistory(),
  defaultPendingComponent: PageSkeleton,
  defaultPendingMs: 150,
  defaultPendingMinMs: 0,
  defaultErrorComponent: ({ error, reset }) => (
    <div style={{ padding: 20 }}>
      <ErrorPanel error={error} retry={reset} doing="This screen could not be shown" />
    </div>
  ),
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
