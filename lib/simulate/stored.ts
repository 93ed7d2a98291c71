/**
 * Keeps an item in place of the last one that nothing looks at any more, or behind the others when there is none: the
 * controller's memory has slots. Which one is overwritten matters where two directions look back differently far.
 * @see https://github.com/kubernetes/kubernetes/blob/v1.34.0/pkg/controller/podautoscaler/horizontal.go `storeScaleEvent`
 */
export function store<T>(slots: T[], item: T, isOutdated: (slot: T) => boolean): void {
  const slot = slots.findLastIndex(isOutdated);
  if (slot === -1) slots.push(item);
  else slots[slot] = item;
}
