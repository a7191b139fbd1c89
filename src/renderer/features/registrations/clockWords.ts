import type { RegistrationItem } from '../../../contract/registrations.ts';
import type { Format } from '../../format/useFormat.tsx';
import type { Tone } from '../../ui/tone.ts';

export type ClockWords = { words: string; tone: Tone };

type Item = Pick<RegistrationItem, 'state' | 'close' | 'clock' | 'provisional'>;

const toneOf = { calm: 'neutral', due: 'due', overdue: 'fail', escalated: 'fail' } as const;

/** How a decided one ended: “won”, “approved”, “rejected”. */
const endOf = ({ state, close }: Item): string => (close === null ? state : close);

const endTone = (item: Item): Tone => {
  const end = endOf(item);
  if (end === 'won') return 'pass';
  return end === 'approved' ? (item.provisional ? 'due' : 'pass') : 'neutral';
};

/** The clock in a row of the list: “2 h left”, “answer in 3 d”, “approved”. */
export function rowClock(item: Item, format: Format): ClockWords {
  const { clock } = item;
  switch (clock.state) {
    case 'running':
      return { words: format.businessLeft(clock.leftHours), tone: toneOf[clock.level] };
    case 'stopped':
      return clock.leftHours < 0
        ? { words: `answer ${format.businessLeft(clock.leftHours)}`, tone: 'due' }
        : { words: `answer in ${format.businessLength(clock.leftHours)}`, tone: 'neutral' };
    default:
      return { words: item.provisional ? `${endOf(item)}, provisional` : endOf(item), tone: endTone(item) };
  }
}

/** The clock beside the customer’s name: “2 h left of 2 business days”, “approved after 6 h”. */
export function headerClock(item: Item, format: Format): ClockWords {
  const { clock } = item;
  switch (clock.state) {
    case 'running': {
      const tone = toneOf[clock.level];
      if (item.state === 'in case') {
        return clock.leftHours < 0
          ? { words: `ruling ${format.businessLeft(clock.leftHours)}`, tone }
          : { words: `ruling due in ${format.businessLength(clock.leftHours)}`, tone };
      }
      return { words: format.businessLeftOf(clock.leftHours, clock.promise.replace(/^decide within /, '')), tone };
    }
    case 'stopped':
      return clock.leftHours < 0
        ? { words: `answer ${format.businessLeft(clock.leftHours)}`, tone: 'due' }
        : { words: `answer due in ${format.businessLength(clock.leftHours)}`, tone: 'neutral' };
    default: {
      const took = clock.tookHours === null ? '' : ` after ${format.businessLength(clock.tookHours)}`;
      return { words: item.close === null ? `${item.state}${took}` : item.close, tone: endTone(item) };
    }
  }
}
