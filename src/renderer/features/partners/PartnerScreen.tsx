import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { z } from 'zod';
import { client, orpc } from '../../client/client.ts';
import { useUrlState } from '../../client/useUrlState.ts';
import { type Format, useFormat } from '../../format/useFormat.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { CommandButton } from '../../ui/CommandButton.tsx';
import type { Command } from '../../ui/commands/command.ts';
import { useCommands } from '../../ui/commands/useCommands.ts';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { PageSkeleton } from '../../ui/Skeletons.tsx';
import { fileName, useSave } from '../../ui/useSave.ts';
import classes from './Partner.module.css';
import { AboutPanel, OwedPanel, PeoplePanel, ServicePanel } from './PartnerAside.tsx';
import { PartnerDeals } from './PartnerDeals.tsx';
import { Earnings, Standing, Trend } from './PartnerFigures.tsx';
import type { PartnerDetail } from './partnerDetail.ts';
import { STAGE_TITLES } from './stages.ts';

const Place = z.object({ deals: z.enum(['all', 'toDecide', 'returned', 'decided']).optional() });

/** How is this one doing, and what next? */
export function PartnerScreen() {
  const { id } = useParams({ strict: false }) as { id: string };
  const partner = useQuery(orpc.partners.get.queryOptions({ input: { partner: id } }));
  if (partner.isError) {
    return (
      <Screen>
        <ErrorPanel error={partner.error} retry={() => void partner.refetch()} doing="The partner could not be shown" />
      </Screen>
    );
  }
  if (partner.data === undefined) return <PageSkeleton />;
  return <Partner key={partner.data.id} partner={partner.data} />;
}

/** Decisions on this partner's registrations as a file for them. */
function useExportDecisions(partner: PartnerDetail) {
  const format = useFormat();
  const { save, saving } = useSave();
  return {
    saving,
    save: () =>
      save({
        suggestedName: `${fileName(partner.name)} decisions ${format.today}.xlsx`,
        kind: 'xlsx',
        write: (to) => client.exchange.export({ what: 'decisions', partner: partner.id, format: 'xlsx', to }),
        said: ({ file, rows }) =>
          `${file} written: ${format.counted(rows, 'registration', 'registrations')}, and no other partner’s name.`,
      }),
  };
}

function Partner({ partner }: { partner: PartnerDetail }) {
  const navigate = useNavigate();
  const [place, setPlace] = useUrlState(Place);
  const { save, saving } = useExportDecisions(partner);
  const out: Command = {
    id: 'partners.export',
    title: 'Export decisions…',
    keys: ['e'],
    keywords: 'file xlsx status send back',
    when: !saving,
    run: save,
  };
  const earnings: Command = {
    id: 'partners.earnings',
    title: 'Statements',
    keys: ['s'],
    keywords: 'earnings owed paid',
    when: partner.earnings.length > 0,
    whyNot: 'Nothing was earned yet.',
    run: () => void navigate({ to: '/earnings', search: { of: partner.id } as never }),
  };
  useCommands('Partner', [out, earnings]);
  const format = useFormat();
  const stage = STAGE_TITLES[partner.stage];
  return (
    <Screen>
      <PageHeader
        title={partner.name}
        chips={
          <>
            {partner.tier !== null && <Chip tone="accent">{partner.tier}</Chip>}
            <Chip title={stage.words}>{stage.title}</Chip>
          </>
        }
        actions={
          <>
            <CommandButton command={earnings} />
            <CommandButton command={out} busy={saving} />
          </>
        }
      >
        {whoTheyAre(partner, format)}
      </PageHeader>
      <Standing partner={partner} />
      <div className={classes.page}>
        <div className={classes.stack}>
          <Trend partner={partner} />
          <PartnerDeals
            partner={partner.id}
            queue={place.deals ?? 'all'}
            onQueue={(deals) => setPlace({ deals: deals === 'all' ? undefined : deals })}
          />
          <Earnings partner={partner} />
        </div>
        <div className={classes.stack}>
          <OwedPanel partner={partner} />
          <ServicePanel partner={partner} />
          <PeoplePanel partner={partner} />
          <AboutPanel partner={partner} />
        </div>
      </div>
    </Screen>
  );
}

/** “Distributor in Ulm, Germany”; what is not known is left out. */
function whoTheyAre({ type, city, country }: PartnerDetail, format: Format): string {
  const what = type === null ? 'Partner' : `${type.charAt(0).toLocaleUpperCase(format.locale)}${type.slice(1)}`;
  const land = country === null ? null : format.country(country);
  const where = [city, land].filter((part) => part !== null).join(', ');
  return where === '' ? what : `${what} in ${where}`;
}
