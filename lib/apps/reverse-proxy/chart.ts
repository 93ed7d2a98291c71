import { z } from 'zod';
import { ARTIFACT_HUB } from '../artifact-hub';
import { defineChart } from '../../definition/chart-definition';
import { DNS_LABEL } from '../../kubernetes/names';
import { rule } from '../../definition/rules';
import { VERSION } from '../../definition/version';
import { Upstream } from '../../constructs/proxy/upstream';
import { ProxyEngine } from './proxy-engine';
import { ReverseProxy } from './reverse-proxy';
import { describeNetwork } from '../../constructs/parts/cluster-network';
import { autoscale, workloadRules } from '../../chart-values/autoscaling';
import { clusterValues, networkOf } from '../../chart-values/cluster';
import {
  exposureOf,
  exposureRules,
  exposureValues,
  frontValues,
  hostName,
  upstreamAddress,
} from '../../chart-values/exposure';
import { monitor, monitoringValues } from '../../chart-values/monitoring';
import { textOf, workloadProps, workloadValues } from '../../chart-values/workload';

const backendValues = z.object({
  name: textOf(DNS_LABEL).describe('In logs and metrics.'),
  domain: hostName.describe('Host that is served.'),
  path: z
    .string()
    .regex(/^\/(\.?[A-Za-z0-9_~-][A-Za-z0-9._~-]*(\/\.?[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*)?$/)
    .default('/')
    .describe('Path prefix that is served.'),
  hosts: z
    .array(
      z.object({ address: upstreamAddress.describe('DNS name or IPv4 address.'), port: z.int().min(1).max(65535) }),
    )
    .min(1)
    .describe('Servers that take the requests.'),
});

/** A reverse proxy for servers that are named by values; `new ReverseProxy` wires workloads by reference instead. */
export const reverseProxy = defineChart({
  name: 'reverse-proxy',
  version: VERSION,
  description: 'Routes requests by Host to the servers that values name.',
  overridableNames: true,
  extraObjects: true,
  globalImages: true,
  commonLabels: true,
  annotations: ARTIFACT_HUB,
  keywords: ['http', 'proxy', 'load-balancer'],
  values: z.object({
    ...workloadValues({ repository: 'chartwright/reverse-proxy' }),
    exposure: exposureValues('nodePort'),
    ...frontValues,
    backends: z.array(backendValues).default([]).describe('Where requests go, by Host.'),
    balancing: z
      .enum(['round-robin', 'least-connections', 'random'])
      .default('round-robin')
      .describe('How requests are shared out among the hosts of a backend.'),
    cluster: clusterValues(),
    monitoring: monitoringValues(),
  }),
  renamed: { 'exposure.loadBalancer.annotations': 'service.annotations' },
  rules: [
    ...exposureRules('exposure'),
    ...workloadRules(),
    rule.unique('backends', 'name', 'two backends have the same name'),
    rule.unique('backends', 'domain', 'two backends have the same domain'),
  ],
  build(chart, { exposure, trustedProxies, proxyProtocol, backends, balancing, cluster, monitoring, ...workload }) {
    describeNetwork(chart, networkOf(cluster));
    const { image, ...props } = workloadProps(workload, chart);
    const proxy = new ReverseProxy(chart, 'proxy', {
      ...props,
      component: 'reverse-proxy',
      engine: ProxyEngine.chartwright({ image }),
      exposure: exposureOf(exposure),
      trustedProxies,
      proxyProtocol,
      backends: backends.map(({ name, domain, path, hosts }) => ({
        name,
        domain,
        path,
        balancing,
        target: Upstream.external(...hosts),
      })),
    });
    autoscale(proxy, workload.autoscaling);
    monitor(monitoring, proxy);
  },
  notes: (_values, release) =>
    `The proxy runs as Service ${release.name}, port 8080, inside the cluster.\nSee how it is: kubectl port-forward service/${release.name} 8080, then curl http://127.0.0.1:8080/api/v2/_health_check\n`,
  test: (_values, release) => ({ url: `http://${release.name}:8080/api/v2/_health_check`, contains: 'is working' }),
});
