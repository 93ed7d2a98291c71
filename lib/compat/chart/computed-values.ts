import { isMap, mergeValues, type ValuesTree } from '../../values/merge';
import { valuesKeys, type HelmChart } from './chart';

/**
 * The values that a release of a chart keeps with no values of the user's: defaults of the chart over those of its
 * subcharts. `helm upgrade --reuse-values` puts them in the place of the new chart's values.yaml.
 */
export function computedValues(chart: HelmChart): ValuesTree {
  let values: ValuesTree = {};
  for (const subchart of chart.subcharts) {
    for (const key of valuesKeys(chart, subchart)) values = { ...values, [key]: computedValues(subchart) };
  }
  for (const [key, value] of Object.entries(chart.values)) {
    const below = values[key];
    values = { ...values, [key]: isMap(value) && isMap(below) ? mergeValues(below, value) : value };
  }
  return values;
}
