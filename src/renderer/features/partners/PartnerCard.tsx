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
        <span className={classes.name}>
          <bdi title={partner.name}>{partner.name}</bdi>
          {partner.tier !== null && <span className={classes.tier}>{partner.tier}</span>}
        </span>
        <span className={classes.value}>
          {wonValue.minor > 0 ? (
            <span>
              {format.compactMoney(wonValue)} <span className={classes.place}>won</span>
            </span>
          ) : (
            <span className={classes.place}>nothing won yet</span>
          )}
          <span className={classes.place}>{partner.country ?? ''}</span>
        </span>
        <span className={classes.figures}>
          {registered === 0
            ? 'no registration yet'
            : `${format.count(registered)} registered, ${format.count(approved)} approved, ${format.count(won)} won`}
        </span>
      </Link>
    </li>
  );
}
