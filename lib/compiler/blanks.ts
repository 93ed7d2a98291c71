import { shapeAt, takesNumber, type Shape } from './shape';
import { Texts } from './texts';

/** What may stand at a path that counts as nothing in JavaScript: no value at all (undefined), an empty text, 0. */
export function blanksAt(shape: Shape, path: readonly (string | number)[]): readonly ('' | 0 | undefined)[] {
  const at = shapeAt(shape, path);
  const holder = shapeAt(shape, path.slice(0, -1));
  const found: ('' | 0 | undefined)[] = [];
  if (holder?.kind === 'object' && holder.fields.some(({ key, optional }) => key === path.at(-1) && optional))
    found.push(undefined);
  for (const one of at?.kind === 'union' ? at.of : [at]) {
    if (one?.kind === 'string' && Texts.of(one).allows('')) found.push('');
    if (one?.kind === 'number' && takesNumber(one, 0)) found.push(0);
  }
  return found;
}
