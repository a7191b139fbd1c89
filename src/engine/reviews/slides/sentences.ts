import type { Say } from '../../insights/index.ts';
import { sentence } from './voice.ts';

/**
 * Findings that are told by counts, each at none, one, two and many: where a general sentence would say “no of the one promises” the small
 * numbers have a sentence of their own.
 */

/** What became of the promises of the review before. `all` of them, so many `kept` and `late`. */
export function promisesSentence(say: Say, all: number, kept: number, late: number): string {
  const last = 'of the last review';
  if (all === 0) return 'The last review agreed on nothing that could be looked back on.';
  if (all === 1)
    return `The one promise ${last} ${kept === 1 ? 'was kept' : late === 1 ? 'is late' : 'is still open'}.`;
  if (kept === all) return `${all === 2 ? 'Both' : `All ${say.number(all)}`} promises ${last} were kept.`;
  const rest =
    late === 0
      ? ''
      : late === all
        ? all === 2
          ? ', both are late'
          : ', all are late'
        : late === 1
          ? ', one is late'
          : `, ${say.number(late)} are late`;
  if (kept === 0)
    return `${all === 2 ? 'Neither of the two' : `None of the ${say.number(all)}`} promises ${last} was kept yet${rest}.`;
  return `${sentence(say.number(kept))} of the ${say.number(all)} promises ${last} ${kept === 1 ? 'was' : 'were'} kept${rest}.`;
}

/** How many of the registrations of a period were won; `young` where they had not the time a deal takes. */
export function wonOfRegistered(say: Say, registered: number, won: number, young: boolean, period: string): string {
  if (registered === 0) return `No registration was received in ${period}, so there is nothing to convert.`;
  const received = `received in ${period}`;
  if (registered === 1) {
    if (won === 1) return `The one registration ${received} has been won.`;
    return `The one registration ${received} has not been won yet${young ? '; it may not have had the time a deal takes' : ''}.`;
  }
  if (won === registered)
    return `${registered === 2 ? 'Both' : `All ${say.number(registered)}`} registrations ${received} have been won.`;
  const some = won === 0 ? 'none has' : won === 1 ? 'one has' : `${say.number(won)} have`;
  const early = !young
    ? ''
    : registered === 2
      ? '; they may not have had the time a deal takes'
      : '; most have not had the time a deal takes';
  return `Of ${say.howMany(registered, 'registration')} ${received}, ${some} been won so far${early}.`;
}

/** What a partner registered in a period, and how much of that was won. */
export function registeredSentence(say: Say, who: string, registered: number, won: number, period: string): string {
  if (registered === 0) return `${who} registered nothing in ${period}.`;
  if (registered === 1)
    return `${who} registered one deal in ${period}, and it has ${won === 0 ? 'not been won yet' : 'been won'}.`;
  const part =
    won === 0
      ? 'none of them has been won yet'
      : won >= registered
        ? `${registered === 2 ? 'both' : 'all'} of them have been won`
        : `${won === 1 ? 'one of them has' : `${say.number(won)} of them have`} been won`;
  return `${who} registered ${say.howMany(registered, 'deal')} in ${period}, and ${part}.`;
}

/** Where a partner stands among the active ones when there are too few for a place. */
export function amongActive(say: Say, name: string, isActive: boolean, active: number, period: string): string {
  if (!isActive) return `${name} neither registered nor closed anything in ${period}.`;
  if (active === 1) return `${name} was the only active partner in ${period}.`;
  return `${name} is one of ${say.howMany(active, 'active partner')} in ${period}.`;
}

/** That partners were active and nothing of theirs was won. */
export function activeWithoutWin(say: Say, active: number, period: string): string {
  if (active === 0) return `No partner was active in ${period}.`;
  if (active === 1) return `One partner was active in ${period}; it has not won a sourced deal yet.`;
  return `${sentence(say.howMany(active, 'partner'))} were active in ${period}; none has won a sourced deal yet.`;
}

/** How many decisions were made in time, as the rest of a sentence. */
export function decidedInTime(say: Say, decided: number, kept: number, days: number, period: string): string {
  const within = `within ${days} business ${days === 1 ? 'day' : 'days'}`;
  if (decided === 0) return `nothing was decided in ${period}`;
  if (decided === 1) return `the one decision was ${kept === 1 ? '' : 'not '}made ${within}`;
  if (kept === decided) return `${decided === 2 ? 'both decisions were' : 'every decision was'} made ${within}`;
  if (kept === 0)
    return `${decided === 2 ? 'neither of two' : `none of ${say.count(decided)}`} decisions was made ${within}`;
  return `${say.count(kept)} of ${say.count(decided)} decisions ${kept === 1 ? 'was' : 'were'} made ${within}`;
}
