import { isOfAuthor, placeOf, type Site, type WatchedEvent } from './recorder';

/**
 * Where in the author's code a value of the output was made, as far as that was watched: the last operation that gave it or worked
 * on it, else the last one on a text that it contains. In words to put behind a message; empty where nothing is known.
 */
export function originOf(value: unknown, events: readonly WatchedEvent[]): string {
  const site = siteFor(value, events);
  return site ? ` (${placeOf(site)})` : '';
}

function siteFor(value: unknown, all: readonly WatchedEvent[]): Site | undefined {
  // Names are made by the library, of what the author's code says.
  const events = all.filter(({ site }) => isOfAuthor(site));
  const scalars = scalarsIn(value).filter((one) => typeof one !== 'boolean' && one !== '');
  const found =
    last(events, ({ result }) => scalars.includes(result as string)) ??
    last(events, ({ args }) => args.some((arg) => scalars.includes(arg) || arg === value)) ??
    last(events, ({ result }) =>
      typeof result === 'string' && result.length > 3
        ? scalars.some((one) => typeof one === 'string' && one.includes(result))
        : false,
    );
  return (found ?? events[0])?.site;
}

function last<T>(items: readonly T[], wanted: (item: T) => boolean): T | undefined {
  for (let i = items.length - 1; i >= 0; i--) if (wanted(items[i] as T)) return items[i];
  return undefined;
}

function scalarsIn(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return value === undefined || value === null ? [] : [value];
  return Object.values(value).flatMap(scalarsIn);
}
