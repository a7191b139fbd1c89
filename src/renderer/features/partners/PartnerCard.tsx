import { Link } from '@tanstack/react-router';
import type { PartnerItem } from '../../../contract/partners.ts';
import { useFormat } from '../../format/useFormat.tsx';
import classes from './Partners.module.css';

/** One partner on the board: who, and what came of it so far. */
export function PartnerCard({ partner }: { partner: PartnerItem }) {
  const format = useFormat();
  const { registered, approved, won, wonValue } = partner.standing;
  return (
    <li>
      <Link to="/partners/$id" params={{ id: partner.id }} className={classes.card}>
        <bdi className={classes.name} title={partner.name}>
          {partner.name}
        </bdi>
        <span className={classes.value}>
          {wonValue.minor > 0 ? <span>{format.compactMoney(wonValue)}</span> : <span className={classes.dim}>–</span>}
          <span className={classes.tier}>
            {[partner.tier, partner.country].filter((part) => part !== null).join(' · ')}
          </span>
        </span>
        <span className={classes.figures}>
          <Figure value={registered} title="registered" />
          <Figure value={approved} title="approved" />
          <Figure value={won} title="won" />
        </span>
      </Link>
    </li>
  );
}

function Figure({ value, title }: { value: number; title: string }) {
  const format = useFormat();
  return (
    <span>
      <span className={classes.figure}>{format.count(value)}</span> {title}
    </span>
  );
}
