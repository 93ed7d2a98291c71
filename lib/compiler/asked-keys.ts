import type { ChartDefinition } from '../definition/chart-definition';
import { IN_ORDER } from '../values/order';
import { pathName, type PathStep } from './markers';
import { outputOrRefusal } from './run';
import type { Asked, ValueSample } from './sample';
import type { Shape } from './shape';
import { isInCode } from './watch/recorder';

/**
 * Keys of free maps that the author's code looks for by name, `labels['team']`: hardly any of them is drawn by chance.
 */
export function askedKeys(definition: ChartDefinition, shape: Shape, { values, release }: ValueSample): Asked[] {
  const asked = new Map<string, Asked>();
  const watched = (value: unknown, of: Shape, path: readonly PathStep[]): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    const inner = (key: string): { readonly shape: Shape; readonly step: PathStep } | undefined => {
      if (of.kind === 'object') {
        const field = of.fields.find((one) => one.key === key);
        return field && { shape: field.shape, step: key };
      }
      if (of.kind === 'array') return /^\d+$/.test(key) ? { shape: of.item, step: Number(key) } : undefined;
      return of.kind === 'record' ? { shape: of.value, step: { key } } : undefined;
    };
    const ask = (key: PropertyKey): void => {
      if (of.kind !== 'record' || typeof key !== 'string' || Object.hasOwn(value, key)) return;
      // What every object of JavaScript has is tried by itself.
      if (!isInCode(key) || key in {}) return;
      const place = `${pathName(path)} key`;
      asked.set(`${place} ${key}`, { place, value: key });
    };
    return new Proxy(value, {
      get(target, key, receiver): unknown {
        ask(key);
        const own: unknown = Reflect.get(target, key, receiver);
        const below = typeof key === 'string' && Object.hasOwn(target, key) ? inner(key) : undefined;
        return below ? watched(own, below.shape, [...path, below.step]) : own;
      },
      has(target, key): boolean {
        ask(key);
        return Reflect.has(target, key);
      },
      deleteProperty(target, key): boolean {
        ask(key);
        return Reflect.deleteProperty(target, key);
      },
      getOwnPropertyDescriptor(target, key) {
        ask(key);
        return Reflect.getOwnPropertyDescriptor(target, key);
      },
    });
  };
  const given = Object.defineProperty({ ...values }, IN_ORDER, { value: true });
  outputOrRefusal(definition, watched(given, shape, []) as Record<string, unknown>, release);
  return [...asked.values()];
}
