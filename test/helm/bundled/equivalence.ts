import type { AnyChartDefinition } from '../../../lib/definition/chart-definition';
import { helmAt } from '../../../lib/cli/run-helm';
import { verifyChart } from '../../../lib/outputs/helm/verify-chart';
import { helmBinary } from '../helm-binary';
import { compiled } from './compiled';
import type { Rule } from './rule';

const seed = Number(process.env['SEED'] ?? 1);

/** What the chart renders is what is synthesized. */
export const equivalenceRule = (chart: AnyChartDefinition): Rule => [
  'it renders in Helm what synth renders: defaults, single changes, pairs, 200 random value sets',
  () => {
    const { discovery } = compiled(chart);
    const { compared, differences } = verifyChart(chart, { helm: helmAt(helmBinary()), seed, random: 200, discovery });
    console.log(`${chart.name}: seed ${seed}, compared ${JSON.stringify(compared)}, ${differences.length} differences`);
    expect(differences).toEqual([]);
    expect(compared.random).toBeGreaterThanOrEqual(200);
  },
];
