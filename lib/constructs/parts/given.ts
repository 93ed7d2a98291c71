/** What is really given: props without those that are `undefined`, so that spreading them over defaults keeps the defaults. */
export function given<T extends object>(props: T): T {
  return Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined)) as T;
}
