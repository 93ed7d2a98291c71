import { z } from 'zod';
import { ARTIFACT_HUB } from '../artifact-hub';
import { defineChart } from '../../definition/chart-definition';
import { VERSION } from '../../definition/version';
import { UrlPathApp } from './url-path-app';
import { describeNetwork } from '../../constructs/parts/cluster-network';
import { autoscale, workloadRules } from '../../chart-values/autoscaling';
import { clusterValues, networkOf } from '../../chart-values/cluster';
import { exposureOf, exposureRules, exposureValues } from '../../chart-values/exposure';
import { monitor, monitoringValues } from '../../chart-values/monitoring';
import { workloadProps, workloadValues } from '../../chart-values/workload';

/** The urlpath service alone: `curl http://<host>/this/is/a/test/` answers `this/is/a/test`. */
export const urlpath = defineChart({
  name: 'urlpath',
  version: VERSION,
  description: 'Answers a request with its path.',
  overridableNames: true,
  extraObjects: true,
  globalImages: true,
  commonLabels: true,
  annotations: ARTIFACT_HUB,
  keywords: ['http', 'example'],
  values: z.object({
    ...workloadValues({ repository: 'chartwright/urlpath' }),
    exposure: exposureValues('ingress'),
    cluster: clusterValues(),
    monitoring: monitoringValues(),
  }),
  renamed: { 'exposure.loadBalancer.annotations': 'service.annotations' },
  rules: [...exposureRules('exposure'), ...workloadRules()],
  build(chart, { exposure, cluster, monitoring, ...workload }) {
    describeNetwork(chart, networkOf(cluster));
    const app = new UrlPathApp(chart, 'urlpath', { ...workloadProps(workload, chart), exposure: exposureOf(exposure) });
    autoscale(app, workload.autoscaling);
    monitor(monitoring, app);
  },
  notes: (_values, release) =>
    `urlpath runs as Service ${release.name}, port 3000, inside the cluster.\nTry it: kubectl port-forward service/${release.name} 3000, then curl http://127.0.0.1:3000/hello\n`,
  test: (_values, release) => ({ url: `http://${release.name}:3000/hello`, contains: 'hello' }),
});
