import type { ProjectDescription } from './project-description';

/**
 * The program of a new project: a chart, what synthesizes it, what tests it, and values to start with.
 * @param chartCode chart.ts, if it is another one than that of an application to be
 */
export function sourceFiles({ name }: ProjectDescription, chartCode = chart(name)): [string, string][] {
  return [
    ['main.ts', MAIN],
    ['chart.ts', chartCode],
    ['chart.test.ts', test(name)],
    [`values/${name}.yaml`, `# Values over the defaults of chart.ts: what this repository deploys.\nreplicas: 2\n`],
  ];
}

const MAIN = `import { App } from 'cdk8s';
import { synthApp, synthChart, valuesFromHere } from 'chartwright';
import { chart } from './chart';

// Values: the chart's defaults, then values/<chart>.yaml, then CHARTWRIGHT_SET.
const app = new App();
synthChart(app, chart, valuesFromHere(chart));
synthApp(app);
`;

const chart = (name: string): string => `import { defineChart, Probe, WebWorkload } from 'chartwright';
import {
  autoscale,
  exposureOf,
  exposureRules,
  exposureValues,
  workloadProps,
  workloadRules,
  workloadValues,
} from 'chartwright/values';
import { z } from 'zod';

/** \`npm start\` synthesizes it, \`npm run package\` makes a Helm chart of it. */
export const chart = defineChart({
  name: '${name}',
  version: '0.1.0',
  description: 'An HTTP application behind an Ingress.',
  values: z.object({
    // Your image takes this one's place; it serves a page of its own on port 8080.
    ...workloadValues({ repository: 'docker.io/nginxinc/nginx-unprivileged', tag: '1.29-alpine' }),
    exposure: exposureValues('ingress'),
    logLevel: z.enum(['debug', 'info', 'warn']).default('info').describe('What the application writes to its log.'),
  }),
  rules: [...workloadRules(), ...exposureRules('exposure')],
  build(scope, { exposure, logLevel, ...workload }) {
    const props = workloadProps(workload);
    const web = new WebWorkload(scope, 'web', {
      ...props,
      component: '${name}',
      port: 8080,
      exposure: exposureOf(exposure),
      env: { LOG_LEVEL: logLevel, ...props.env },
      probes: { readiness: Probe.http('/') },
    });
    autoscale(web, workload.autoscaling);
  },
  notes: (_values, release) =>
    \`Try it: kubectl port-forward service/\${release.name} 8080, then open http://127.0.0.1:8080/\\n\`,
});
`;

const test = (name: string): string => `import { App } from 'cdk8s';
import { checkedFiles, synthChart, type KubeObject } from 'chartwright';
import { chart } from './chart';

/** The chart for these values over its defaults: its YAML, and its objects. Throws on what can't work. */
function render(values: object = {}): { text: string; objects: KubeObject[] } {
  const app = new App();
  synthChart(app, chart, { values });
  const { files, charts } = checkedFiles(app);
  return {
    text: [...files.values()].join(''),
    objects: charts.flatMap(({ manifests }) => manifests.map(({ object }) => object)),
  };
}

test('the chart makes what it made (jest -u takes over what it makes now)', () => {
  expect(render().text).toMatchSnapshot();
});

test('replicas reach the Deployment', () => {
  const deployment = render({ replicas: 5 }).objects.find(({ kind }) => kind === 'Deployment');
  expect(deployment).toMatchObject({ metadata: { name: '${name}' }, spec: { replicas: 5 } });
});

test('fails on a misspelt value, with the one that was meant', () => {
  expect(() => render({ replcas: 5 })).toThrow("Did you mean 'replicas'?");
});
`;
