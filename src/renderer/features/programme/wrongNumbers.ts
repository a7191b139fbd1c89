import { ProgrammeBody } from '../../../contract/programme.ts';
import { exponentOf } from '../../format/money.ts';
import { type NumberField, SECTIONS, scaleOf, tierFields } from './sections.ts';

/** A number the programme does not take, by its place, with where it stands on the page and why. */
export type WrongNumber = { at: string; title: string; why: string };

/** The numbers of the page that the programme does not take: asked of the contract itself, said in the units of the page. */
export function wrongNumbers(body: ProgrammeBody): WrongNumber[] {
  const checked = ProgrammeBody.safeParse(body);
  if (checked.success) return [];
  const fields = [
    ...SECTIONS.flatMap((section) => section.fields.map((field) => ({ field, of: section.title }))),
    ...body.tiers.flatMap((tier, index) => tierFields(index).map((field) => ({ field, of: `Tier ${tier.name}` }))),
  ];
  return checked.error.issues.flatMap((issue) => {
    const at = issue.path.join('.');
    const found = fields.find(({ field }) => field.path.join('.') === at);
    if (found === undefined) return [];
    return [{ at, title: `${found.of}, ${found.field.title}`, why: whyOf(issue, found.field, body) }];
  });
}

type Issue = {
  code?: string;
  message: string;
  minimum?: unknown;
  maximum?: unknown;
  inclusive?: boolean | undefined;
};

function whyOf(issue: Issue, field: NumberField, body: ProgrammeBody): string {
  const scale = scaleOf(field.unit, exponentOf(body.currency));
  switch (issue.code) {
    case 'too_small':
      return `${issue.inclusive === false ? 'more than' : 'at least'} ${Number(issue.minimum) / scale}`;
    case 'too_big':
      return `at most ${Number(issue.maximum) / scale}`;
    case 'custom':
      return issue.message.replace(/\.$/, '');
    default:
      return 'a whole number';
  }
}
