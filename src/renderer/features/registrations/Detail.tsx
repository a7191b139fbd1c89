import { Link } from '@tanstack/react-router';
import type { RegistrationDetail, RegistrationItem } from '../../../contract/registrations.ts';
import { useFormat } from '../../format/useFormat.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { Columns } from '../../ui/Screen.tsx';
import { HeaderSkeleton, PanelSkeleton } from '../../ui/Skeletons.tsx';
import { IfApprovedPanel, OutcomePanel } from './AsidePanels.tsx';
import { BlindNote } from './BlindNote.tsx';
import { BroughtPanel } from './BroughtPanel.tsx';
import { ClosestAccounts } from './ClosestAccounts.tsx';
import { CompetingPanel } from './CompetingPanel.tsx';
import { CriteriaPanel } from './CriteriaPanel.tsx';
import { headerClock } from './clockWords.ts';
import classes from './Detail.module.css';
import { HistoryPanel } from './HistoryPanel.tsx';
import { LinksPanel } from './LinksPanel.tsx';
import { NetNewPanel } from './NetNewPanel.tsx';

/** One registration: may it be approved? */
export function Detail({ detail }: { detail: RegistrationDetail }) {
  return (
    <>
      <Header item={detail} standing={detail.partnerStanding} />
      <Columns
        aside={
          <>
            <OutcomePanel detail={detail} />
            {detail.ifApproved !== null && detail.state === 'submitted' && (
              <IfApprovedPanel approved={detail.ifApproved} />
            )}
            <CriteriaPanel detail={detail} />
          </>
        }
      >
        {detail.blind !== null && <BlindNote blind={detail.blind} />}
        {(detail.state === 'approved' || detail.state === 'closed') && <LinksPanel detail={detail} />}
        <CompetingPanel detail={detail} />
        <NetNewPanel detail={detail} />
        <ClosestAccounts detail={detail} />
        <BroughtPanel detail={detail} />
        <HistoryPanel detail={detail} />
      </Columns>
    </>
  );
}

/** The shape of it, with what the list knows already. */
export function DetailSkeleton({ item }: { item: RegistrationItem | undefined }) {
  return (
    <>
      {item === undefined ? <HeaderSkeleton /> : <Header item={item} standing={undefined} />}
      <Columns
        aside={
          <>
            <PanelSkeleton lines={4} />
            <PanelSkeleton lines={10} />
          </>
        }
      >
        <PanelSkeleton lines={6} />
        <PanelSkeleton lines={3} />
        <PanelSkeleton lines={4} />
      </Columns>
    </>
  );
}

type HeaderProps = { item: RegistrationItem; standing: RegistrationDetail['partnerStanding'] | undefined };

function Header({ item, standing }: HeaderProps) {
  const format = useFormat();
  const clock = headerClock(item, format);
  const rest = [
    standing?.tier ?? undefined,
    standing == null ? undefined : standingWords(standing),
    item.value !== null ? format.money(item.value) : item.blind === null ? 'no value given' : undefined,
    item.expectedClose === null ? undefined : `closes ${format.shortDate(item.expectedClose)}`,
  ].filter((part) => part !== undefined);
  return (
    <PageHeader
      title={item.customer}
      chips={
        <>
          <Chip tone={clock.tone}>{clock.words}</Chip>
          {item.provisional && <Chip tone="due">provisional</Chip>}
        </>
      }
      detail={`${item.number} · received ${format.instant(item.receivedAt)}`}
    >
      {item.partner === null ? (
        'Registered by a claimant'
      ) : (
        <>
          Registered by{' '}
          <Link to="/partners/$id" params={{ id: item.partner }} className={classes.partner}>
            <bdi>{item.partnerName}</bdi>
          </Link>
        </>
      )}
      {rest.map((part) => (
        <span key={part}> · {part}</span>
      ))}
    </PageHeader>
  );
}

const standingWords = ({ approved, won, registered }: NonNullable<RegistrationDetail['partnerStanding']>): string =>
  registered <= 1 ? 'their first registration' : `${approved} approved, ${won} won`;
