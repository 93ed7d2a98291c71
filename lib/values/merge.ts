/** Values as YAML gives them. */
export type ValuesTree = { [key: string]: unknown };

/** A map, as opposed to a list, a scalar or null. */
export function isMap(value: unknown): value is ValuesTree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Helm's rule: maps are merged key by key, lists and scalars replaced whole, `null` removes the key.
 * Neither argument is changed.
 * @see https://helm.sh/docs/chart_template_guide/values_files/
 */
export function mergeValues(base: ValuesTree, over: ValuesTree): ValuesTree {
  const merged: ValuesTree = { ...base };
  for (const [key, value] of Object.entries(over)) {
    if (value === null) delete merged[key];
    else if (isMap(value)) merged[key] = mergeValues(isMap(merged[key]) ? merged[key] : {}, value);
    else merged[key] = value;
  }
  return merged;
}
