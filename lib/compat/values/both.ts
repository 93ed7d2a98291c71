import { isMap, type ValuesTree } from '../../values/merge';

/** Values over others, nulls and all: they tell helm to forget a default. */
export function both(base: ValuesTree, over: ValuesTree): ValuesTree {
  const merged = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const below = merged[key];
    merged[key] = isMap(value) && isMap(below) ? both(below, value) : value;
  }
  return merged;
}
