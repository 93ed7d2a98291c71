import { charts } from '../../lib/apps/charts';
import { helmAt } from '../../lib/cli/run-helm';
import { verifyChart } from '../../lib/outputs/helm/verify-chart';
import { helmBinary } from './helm-binary';

jest.setTimeout(1_200_000);

const seed = Number(process.env['SEED'] ?? 1);

test.each(charts.map((chart) => [chart.name, chart] as const))(
  '%s renders in Helm what synth renders: defaults, single changes, pairs, 200 random value sets',
  (name, chart) => {
    const { compared, differences } = verifyChart(chart, { helm: helmAt(helmBinary()), seed, random: 200 });
    console.log(`${name}: seed ${seed}, compared ${JSON.stringify(compared)}, ${differences.length} differences`);

    expect(differences).toEqual([]);
    expect(compared.random).toBeGreaterThanOrEqual(200);
  },
);
