import type { Customer } from '../../../contract/matching.ts';
import type { RegistrationDetail } from '../../../contract/registrations.ts';
import { useFormat } from '../../format/useFormat.tsx';
import { DefinitionList } from '../../ui/DefinitionList.tsx';
import { Ladder } from '../../ui/Ladder.tsx';
import { Panel } from '../../ui/Panel.tsx';
import classes from './Detail.module.css';

/** The eight rungs in a word each, for where eight stand in a row. */
const SHORT = ['Talk', 'Interest', 'Demo', 'Trial', 'Agreed', 'Plan', 'Need', 'Order'];

/** How far the partner has come with the customer, in rungs and in its own words. */
export function BroughtPanel({ detail }: { detail: RegistrationDetail }) {
  const format = useFormat();
  const { input, completeness, rung } = detail;
  const evidence = [...input.evidence].sort((a, b) => (a.date < b.date ? 1 : -1));
  const whole = completeness.missing.length === 0;
  return (
    <Panel
      title="What the partner brought"
      detail={
        whole
          ? `all ${completeness.required} fields given`
          : `${completeness.given} of ${completeness.required} fields given`
      }
    >
      <Ladder rungs={SHORT} reached={rung} />
      {input.need != null && input.need !== '' && (
        <blockquote className={classes.quote}>
          “<bdi>{input.need}</bdi>”
        </blockquote>
      )}
      {evidence.length > 0 ? (
        <ul className={classes.interactions} aria-label="Interactions with the customer">
          {evidence.map((one) => (
            <li key={`${one.date} ${one.kind} ${one.note}`}>
              <span className={classes.date}>{format.shortDate(one.date)}</span>
              <span>
                {one.kind}
                <bdi className={classes.note}>{one.note === '' ? 'no note' : one.note}</bdi>
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <p className={classes.quiet}>No interaction with the customer is given.</p>
      )}
      {!whole && <p className={classes.missing}>Missing: {completeness.missing.join(', ')}.</p>}
      <Customers detail={detail} />
    </Panel>
  );
}

const present = (parts: readonly (string | null | undefined)[]) =>
  parts.filter((part) => part !== null && part !== undefined && part !== '');

const addressOf = (customer: Customer) =>
  present([
    customer.domain,
    customer.address,
    present([customer.postcode, customer.city]).join(' '),
    customer.country,
  ]).join(' · ');

function Customers({ detail: { input } }: { detail: RegistrationDetail }) {
  const { contact, customer, designCustomer, purchasingCustomer, reference, site, type } = input;
  const person = present([contact.name, contact.title, contact.email]).join(', ');
  const named = (one: Customer) => present([one.name, addressOf(one)]).join(' · ');
  const items = [
    { term: 'Customer', value: addressOf(customer) || 'nothing but the name' },
    ...(person === '' ? [] : [{ term: 'Contact', value: person }]),
    ...(site ? [{ term: 'Site', value: site }] : []),
    ...(designCustomer ? [{ term: 'Design customer', value: named(designCustomer) }] : []),
    ...(purchasingCustomer ? [{ term: 'Purchasing customer', value: named(purchasingCustomer) }] : []),
    { term: 'Type', value: reference ? `${type}, their number ${reference}` : type },
  ];
  return (
    <div className={classes.facts}>
      <DefinitionList loose items={items} />
    </div>
  );
}
