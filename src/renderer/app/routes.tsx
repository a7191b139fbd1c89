import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Navigate,
  redirect,
} from '@tanstack/react-router';
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

const index = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/today' });
  },
});

const today = createRoute({
  getParentRoute: () => framed,
  path: '/today',
  component: lazyRouteComponent(() => import('../features/today/TodayScreen.tsx'), 'TodayScreen'),
});

// The list stays where it is while the detail changes: one screen, with or without an id.
const registrations = createRoute({
  getParentRoute: () => framed,
  path: '/registrations',
  component: lazyRouteComponent(
    () => import('../features/registrations/RegistrationsScreen.tsx'),
    'RegistrationsScreen',
  ),
});
const registrationsNone = createRoute({ getParentRoute: () => registrations, path: '/' });
const registration = createRoute({ getParentRoute: () => registrations, path: '$id' });

const cases = createRoute({
  getParentRoute: () => framed,
  path: '/cases',
  component: lazyRouteComponent(() => import('../features/conflicts/CasesScreen.tsx'), 'CasesScreen'),
});
const oneCase = createRoute({
  getParentRoute: () => framed,
  path: '/cases/$id',
  component: lazyRouteComponent(() => import('../features/conflicts/CaseScreen.tsx'), 'CaseScreen'),
});
const protection = createRoute({
  getParentRoute: () => framed,
  path: '/protection',
  component: lazyRouteComponent(() => import('../features/protection/ProtectionScreen.tsx'), 'ProtectionScreen'),
});
const partners = createRoute({
  getParentRoute: () => framed,
  path: '/partners',
  component: lazyRouteComponent(() => import('../features/partners/PartnersScreen.tsx'), 'PartnersScreen'),
});
const partner = createRoute({
  getParentRoute: () => framed,
  path: '/partners/$id',
  component: lazyRouteComponent(() => import('../features/partners/PartnerScreen.tsx'), 'PartnerScreen'),
});
const opportunity = createRoute({
  getParentRoute: () => framed,
  path: '/opportunities/$id',
  component: lazyRouteComponent(() => import('../features/attribution/OpportunityScreen.tsx'), 'OpportunityScreen'),
});
const earnings = createRoute({
  getParentRoute: () => framed,
  path: '/earnings',
  component: lazyRouteComponent(() => import('../features/incentives/EarningsScreen.tsx'), 'EarningsScreen'),
});
const insights = createRoute({
  getParentRoute: () => framed,
  path: '/insights',
  component: lazyRouteComponent(() => import('../features/insights/InsightsScreen.tsx'), 'InsightsScreen'),
});
const reviews = createRoute({
  getParentRoute: () => framed,
  path: '/reviews',
  component: lazyRouteComponent(() => import('../features/reviews/ReviewsScreen.tsx'), 'ReviewsScreen'),
});
const review = createRoute({
  getParentRoute: () => framed,
  path: '/reviews/$id',
  component: lazyRouteComponent(() => import('../features/reviews/ReviewScreen.tsx'), 'ReviewScreen'),
});
// Presented without the frame: the whole window is the slide.
const present = createRoute({
  getParentRoute: () => root,
  path: '/reviews/$id/present',
  component: lazyRouteComponent(() => import('../features/reviews/PresentScreen.tsx'), 'PresentScreen'),
});
const files = createRoute({
  getParentRoute: () => framed,
  path: '/files',
  component: lazyRouteComponent(() => import('../features/exchange/FilesScreen.tsx'), 'FilesScreen'),
});
const batch = createRoute({
  getParentRoute: () => framed,
  path: '/files/$batch',
  component: lazyRouteComponent(() => import('../features/exchange/BatchScreen.tsx'), 'BatchScreen'),
});
const programme = createRoute({
  getParentRoute: () => framed,
  path: '/programme',
  component: lazyRouteComponent(() => import('../features/programme/ProgrammeScreen.tsx'), 'ProgrammeScreen'),
});
const journal = createRoute({
  getParentRoute: () => framed,
  path: '/journal',
  component: lazyRouteComponent(() => import('../features/journal/JournalScreen.tsx'), 'JournalScreen'),
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
    opportunity,
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
