import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { LinkOffer } from '../../../contract/attribution.ts';
import type { RegistrationDetail } from '../../../contract/registrations.ts';
import type { OpportunityId } from '../../../contract/units.ts';
import { client, orpc } from '../../client/client.ts';
import { type Format, useFormat } from '../../format/useFormat.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { CommandButton } from '../../ui/CommandButton.tsx';
import type { Command } from '../../ui/commands/command.ts';
import { useCommands } from '../../ui/commands/useCommands.ts';
import { notify, notifyError } from '../../ui/notify.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { LinkDialog } from './dialogs/LinkDialog.tsx';
import classes from './LinksPanel.module.css';

type Step = { what: 'link' | 'decline'; offer: LinkOffer };

const callOf = ({ what, offer }: Step) => {
  const input = { registration: offer.registration, opportunity: offer.opportunity.id };
  return what === 'link' ? client.attribution.link(input) : client.attribution.decline(input);
};

/** Which opportunity of the CRM an approved registration has become: the link there is, or those offered. */
export function LinksPanel({ detail }: { detail: RegistrationDetail }) {
  const format = useFormat();
  const offers = useQuery(
    orpc.attribution.offers.queryOptions({ input: { filter: { registration: detail.id }, limit: 10 } }),
  );
  const step = useMutation({
    mutationFn: callOf,
    onSuccess: (_, { what, offer }) =>
      notify({
        message:
          what === 'link'
            ? `${offer.number} is linked to “${offer.opportunity.name}”.`
            : `${offer.number} is not “${offer.opportunity.name}”; it is not offered again.`,
        tone: 'pass',
        // Back to what was: a link that is declined is not offered again, and can be made by hand.
        undo: what === 'decline' && offer.state === 'linked' ? () => step.mutate({ what: 'link', offer }) : undefined,
      }),
    onError: notifyError,
  });
  const all = offers.data?.items ?? [];
  const linked = all.find((one) => one.state === 'linked');
  const shown = linked === undefined ? all.filter((one) => one.state === 'offered') : [linked];
  const [first] = shown;
  const link: Command = {
    id: 'registrations.link',
    title: 'Link',
    keys: ['l'],
    when: first?.state === 'offered' && !step.isPending,
    whyNot: linked === undefined ? 'No opportunity is offered.' : 'It is linked already.',
    run: () => first !== undefined && step.mutate({ what: 'link', offer: first }),
  };
  const decline: Command = {
    id: 'registrations.declineLink',
    title: 'Not this one',
    keys: ['d'],
    when: first !== undefined && !step.isPending,
    whyNot: 'No opportunity is offered.',
    run: () => first !== undefined && step.mutate({ what: 'decline', offer: first }),
  };
  const [choosing, setChoosing] = useState(false);
  // One that expired unworked is open again when it is linked: the extract may have come late.
  const linkable = detail.state === 'approved' || detail.close === 'expired';
  const byHand: Command = {
    id: 'registrations.linkByHand',
    title: first === undefined ? 'Link by hand…' : 'Link another…',
    keys: ['shift+l'],
    keywords: 'opportunity choose declined again',
    when: linkable && linked === undefined,
    whyNot: linked === undefined ? `It is ${detail.close ?? detail.state} already.` : 'It is linked already.',
    run: () => setChoosing(true),
  };
  const navigate = useNavigate();
  const credit: Command = {
    id: 'registrations.credit',
    title: 'Credit and split',
    keys: ['s'],
    keywords: 'origin share role attribution opportunity sourced influenced co-sell',
    when: linked !== undefined,
    whyNot: 'No opportunity is linked.',
    run: () =>
      linked !== undefined && void navigate({ to: '/opportunities/$id', params: { id: linked.opportunity.id } }),
  };
  useCommands('Opportunity', [...(shown.length > 0 ? [link, decline, credit] : []), ...(linkable ? [byHand] : [])]);
  const dialog = choosing && <LinkDialog detail={detail} offers={all} onClose={() => setChoosing(false)} />;
  if (first === undefined) {
    if (!linkable || !offers.isSuccess) return null;
    return (
      <Panel title="No opportunity is linked">
        <p className={classes.facts}>{nothingWords(all)}</p>
        <div className={classes.buttons}>
          <CommandButton command={byHand} />
        </div>
        {dialog}
      </Panel>
    );
  }
  return (
    <Panel
      title={linked === undefined ? 'Is this the opportunity?' : 'The opportunity it became'}
      detail={linked === undefined ? `${format.percent(Math.round(first.score * 100) * 100)} alike` : undefined}
    >
      <Offer offer={first} format={format} />
      {linked !== undefined && <Credit opportunity={linked.opportunity.id} />}
      <div className={classes.buttons}>
        {linked === undefined && <CommandButton command={link} busy={step.isPending} />}
        {linked !== undefined && <CommandButton command={credit} />}
        <CommandButton command={decline} busy={step.isPending} />
        {linked === undefined && <CommandButton command={byHand} />}
        {shown.length > 1 && (
          <span className={classes.more}>{format.counted(shown.length - 1, 'other is', 'others are')} less alike</span>
        )}
      </div>
      {dialog}
    </Panel>
  );
}

/** Who is credited with it: “Sourced · Kestrel Parts, originator 70 %; Tidewater, delivery 30 %”. */
function Credit({ opportunity }: { opportunity: OpportunityId }) {
  const format = useFormat();
  const found = useQuery(orpc.attribution.get.queryOptions({ input: { opportunity } }));
  if (found.data === undefined) return null;
  const { origin, roles, because, byHand } = found.data;
  return (
    <div className={classes.credit}>
      <span className={classes.origin}>{origin}</span>
      <ul>
        {roles.map(({ partner, partnerName, role, shareBp }) => (
          <li key={`${partner} ${role}`}>
            <Link to="/partners/$id" params={{ id: partner }}>
              <bdi>{partnerName}</bdi>
            </Link>
            , {role} {format.percent(shareBp)}
          </li>
        ))}
      </ul>
      <p className={classes.facts}>
        {byHand ? 'Set by hand: ' : ''}
        <bdi>{format.words(because)}</bdi>
      </p>
    </div>
  );
}

/** Why there is none: none was offered, or those that were are others. */
function nothingWords(offers: readonly LinkOffer[]): string {
  const declined = offers.filter((one) => one.state === 'declined');
  if (declined.length === 0) return 'None of the extracts shows one that may be it. It is offered when one does.';
  const names = declined.map((one) => `“${one.opportunity.name}”`).join(', ');
  return `${names} ${declined.length === 1 ? 'was' : 'were'} said not to be it, and ${declined.length === 1 ? 'is' : 'are'} not offered again.`;
}

function Offer({ offer, format }: { offer: LinkOffer; format: Format }) {
  const { opportunity, words } = offer;
  const facts = [
    opportunity.key,
    opportunity.accountName ?? undefined,
    opportunity.product ?? undefined,
    opportunity.value === null ? undefined : format.money(opportunity.value),
    opportunity.openedOn === null ? undefined : `opened ${format.shortDate(opportunity.openedOn)}`,
    opportunity.owner ?? undefined,
  ].filter((part) => part !== undefined);
  const tone = opportunity.status === 'won' ? 'pass' : 'neutral';
  return (
    <>
      <p className={classes.name}>
        <Link to="/opportunities/$id" params={{ id: opportunity.id }}>
          <bdi>{opportunity.name}</bdi>
        </Link>
        <Chip tone={tone}>{opportunity.stage}</Chip>
      </p>
      <p className={classes.facts}>{facts.join(' · ')}</p>
      <ul className={classes.words}>
        {words.map((one) => (
          <li key={one}>{format.words(one)}</li>
        ))}
      </ul>
    </>
  );
}
