/** What is still to happen, in the order of time; what is set for the same instant happens in the order it was set. */
export interface Agenda {
  add(at: number, what: () => void | Promise<void>): void;
  /** Lets everything happen until an instant, what is added meanwhile included. */
  run(until: number, onStep: (at: number) => void): Promise<void>;
}

/** An empty agenda: a binary heap by instant and order. */
export function agenda(): Agenda {
  const heap: { at: number; order: number; what: () => void | Promise<void> }[] = [];
  let order = 0;
  const before = (a: number, b: number) => {
    const [x, y] = [heap[a], heap[b]];
    return x !== undefined && y !== undefined && (x.at < y.at || (x.at === y.at && x.order < y.order));
  };
  const swap = (a: number, b: number) => {
    const [x, y] = [heap[a], heap[b]];
    if (x !== undefined && y !== undefined) [heap[a], heap[b]] = [y, x];
  };
  return {
    add(at, what) {
      heap.push({ at, order: order++, what });
      for (let child = heap.length - 1; child > 0; ) {
        const parent = (child - 1) >> 1;
        if (!before(child, parent)) return;
        swap(child, parent);
        child = parent;
      }
    },
    async run(until, onStep) {
      for (let first = heap[0]; first !== undefined && first.at <= until; first = heap[0]) {
        swap(0, heap.length - 1);
        heap.pop();
        for (let parent = 0; ; ) {
          let least = parent;
          for (const child of [2 * parent + 1, 2 * parent + 2]) if (before(child, least)) least = child;
          if (least === parent) break;
          swap(parent, least);
          parent = least;
        }
        onStep(first.at);
        await first.what();
      }
    },
  };
}
