import { Link } from '@tanstack/react-router';
import type { RegistrationDetail } from '../../../contract/registrations.ts';
import { useFormat } from '../../format/useFormat.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { competingWords } from './claimants.ts';
import classes from './Detail.module.css';
import { verdictTone } from './likeness.ts';

/** Who else claims this customer and family; nothing where nobody does. */
export function CompetingPanel({ detail }: { detail: RegistrationDetail }) {
  const format = useFormat();
  const { competing } = detail;
  if (competing.length === 0) return null;
  return (
    <Panel title={competingWords(competing)} detail={detail.case === null ? 'a case decides between them' : undefined}>
      <ul className={classes.claims}>
        {competing.map((claim) => (
          <li key={claim.id} className={classes.claim}>
            <span className={classes.claimName}>
              {claim.kind === 'registration' ? (
                <Link to="/registrations/$id" params={{ id: claim.id }} search={{ queue: 'all' }}>
                  {claim.label}
                </Link>
              ) : (
                <bdi>{claim.label}</bdi>
              )}
            </span>
            <span className={classes.claimWho}>
              <bdi>{claim.partnerName ?? 'our own team'}</bdi>
            </span>
            <Chip tone={verdictTone[claim.verdict]}>
              {claim.verdict === 'same' ? 'same customer' : `${claim.verdict} customer`}
            </Chip>
            <span className={classes.claimWhen}>
              {claim.receivedAt === null ? claim.state : `${claim.state}, received ${format.instant(claim.receivedAt)}`}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
