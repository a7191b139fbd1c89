/** A seeded source of numbers: the same seed gives the same world on every machine. */
export interface Random {
  /** From 0 up to, not including, 1. */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number;
  pick<T>(list: readonly T[]): T;
  /** True with this probability. */
  chance(probability: number): boolean;
  /** An amount around `middle`, spread over about a factor of four, rounded to two figures. */
  amount(middle: number): number;
}

/** Mulberry32 (T. Ettinger, public domain): 32 bits of state, good enough to scatter a demo. */
export function randomFrom(seed: number): Random {
  let state = (seed * 0x9e3779b1 + 0x6d2b79f5) >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick(list) {
      const item = list[int(0, list.length - 1)];
      if (item === undefined) throw new Error('expected a list with something in it, found an empty one');
      return item;
    },
    amount(middle) {
      const raw = middle * 4 ** (next() + next() - 1);
      const step = 10 ** Math.max(0, Math.floor(Math.log10(raw)) - 1);
      return Math.round(raw / step) * step;
    },
  };
}
