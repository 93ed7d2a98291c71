import path from 'node:path';
import type { AnyChartDefinition } from '../../lib/definition/chart-definition';
import { helmAt } from '../../lib/cli/run-helm';
import { verifyChart } from '../../lib/outputs/helm/verify-chart';
import { helmBinary } from '../helm/helm-binary';
import * as structure from './corpus/structure';
import * as texts from './corpus/texts';

jest.setTimeout(120_000);

const { included, ...charts } = { ...structure, ...texts };
const corpus: AnyChartDefinition[] = [...Object.values(charts), included(path.join(__dirname, 'corpus', 'crd.yaml'))];

test.each(corpus.map((chart) => [chart.name, chart] as const))(
  '%s renders in Helm what synth renders',
  (_name, chart) => {
    const { compared, differences } = verifyChart(chart, { helm: helmAt(helmBinary()), random: 30, checks: 60 });

    expect(differences.slice(0, 2)).toEqual([]);
    expect(compared.random).toBe(30);
  },
);
