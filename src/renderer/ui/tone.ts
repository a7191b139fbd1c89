/** What a colour means, everywhere: accent is “act here”, the others are pass, cannot tell or due, fail or overdue. */
export type Tone = 'neutral' | 'accent' | 'pass' | 'due' | 'fail';
