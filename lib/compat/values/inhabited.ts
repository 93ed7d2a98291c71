import { isMap, mergeValues, type ValuesTree } from '../../values/merge';
import type { Knowledge } from './knowledge';
import { ITEM, valueAt, withValue, type Path } from './path';
import { sample } from './sample';

/**
 * Returns values in which there is an item around a field of items, so that the field alone can be set to something else:
 * of a list or a map that is empty by default, there would be none before.
 */
export function inhabited(values: ValuesTree, path: Path, knowledge: Knowledge): ValuesTree {
  const end = path.indexOf(ITEM);
  if (end < 0 || end === path.length - 1) return values;
  const container = path.slice(0, end);
  const known = isMap(knowledge.defaults) ? mergeValues(knowledge.defaults, values) : values;
  if (isMap(valueAt(known, [...container, ITEM]))) return values;
  return withValue(values, container, sample(container, knowledge), knowledge.defaults);
}
