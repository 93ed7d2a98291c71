import { z } from 'zod';
import { ARTIFACT_HUB } from '../artifact-hub';
import { defineChart } from '../../definition/chart-definition';
import { rule } from '../../definition/rules';
import { VERSION } from '../../definition/version';
import { EchoApp } from '../echo/echo-app';
import type { Image } from '../../constructs/parts/image';
import { ProxyEngine } from '../reverse-proxy/proxy-engine';
import { ReverseProxy } from '../reverse-proxy/reverse-proxy';
import { UrlPathApp } from '../urlpath/url-path-app';
import { describeNetwork } from '../../constructs/parts/cluster-network';
import { autoscale, autoscalingRules, autoscalingValues, workloadRules } from '../../chart-values/autoscaling';
import { clusterValues, networkOf } from '../../chart-values/cluster';
import { exposureOf, exposureRules, exposureValues, frontValues, hostName } from '../../chart-values/exposure';
import { monitor, monitoringValues } from '../../chart-values/monitoring';
import {
  imageOf,
  imageValues,
  resourcesValues,
  schedulingOf,
  schedulingValues,
  serviceValues,
  workloadProps,
  workloadValues,
} from '../../chart-values/workload';

const engines = {
  chartwright: (image: Image) => ProxyEngine.chartwright({ image }),
  nginx: () => ProxyEngine.nginx(),
  httpd: () => ProxyEngine.httpd(),
} as const;

/** Two services behind one proxy, by Host: how constructs are put together by reference. */
export const hello = defineChart({
  name: 'hello',
  version: VERSION,
  description: 'Two services behind one reverse proxy, by Host.',
  overridableNames: true,
  extraObjects: true,
  globalImages: true,
  commonLabels: true,
  annotations: ARTIFACT_HUB,
  keywords: ['http', 'proxy', 'example'],
  values: z.object({
    urlpath: z.object({
      ...workloadValues({ repository: 'chartwright/urlpath' }),
      host: hostName.default('urlpath.example.com').describe('Host of the urlpath service.'),
    }),
    echo: z.object({
      ...workloadValues({ repository: 'chartwright/echo' }),
      host: hostName.default('echo.example.com').describe('Host of the echo service.'),
    }),
    proxy: z.object({
      engine: z
        .enum(['chartwright', 'nginx', 'httpd'])
        .default('chartwright')
        .describe('The server that does the proxying.'),
      image: imageValues('chartwright/reverse-proxy').describe(
        'Image of the engine chartwright; the others have their own.',
      ),
      replicas: z.int().min(0).max(1000).default(2).describe('Pods of the proxy.'),
      autoscaling: autoscalingValues(),
      exposure: exposureValues('nodePort'),
      service: serviceValues(),
      resources: resourcesValues(),
      ...schedulingValues(),
      trustedProxies: frontValues.trustedProxies,
    }),
    cluster: clusterValues(),
    monitoring: monitoringValues(),
  }),
  renamed: { 'proxy.exposure.loadBalancer.annotations': 'proxy.service.annotations' },
  rules: [
    ...exposureRules('proxy.exposure'),
    ...workloadRules('urlpath.'),
    ...workloadRules('echo.'),
    ...autoscalingRules('proxy.autoscaling', 'proxy.resources.requests'),
    rule.differ('urlpath.host', 'echo.host', 'the two services need different hosts'),
    rule.that(
      rule.any(
        rule.not(rule.truthy('urlpath.serviceAccount.create')),
        rule.not(rule.truthy('echo.serviceAccount.create')),
        rule.not(rule.truthy('urlpath.serviceAccount.name')),
        rule.differ('urlpath.serviceAccount.name', 'echo.serviceAccount.name').require,
      ),
      'urlpath.serviceAccount.name',
      'echo.serviceAccount.name is the same, and both are to be made: leave one out, or let one not be made',
    ),
  ],
  build(chart, { urlpath, echo, proxy, cluster, monitoring }) {
    describeNetwork(chart, networkOf(cluster));
    const { host: urlpathHost, ...urlpathWorkload } = urlpath;
    const { host: echoHost, ...echoWorkload } = echo;
    const paths = new UrlPathApp(chart, 'urlpath', workloadProps(urlpathWorkload, chart));
    const echoes = new EchoApp(chart, 'echo', workloadProps(echoWorkload, chart));
    const front = new ReverseProxy(chart, 'proxy', {
      engine: engines[proxy.engine](imageOf(proxy.image, chart)),
      replicas: proxy.autoscaling.enabled ? undefined : proxy.replicas,
      exposure: exposureOf(proxy.exposure),
      resources: proxy.resources,
      ...schedulingOf(proxy),
      serviceAnnotations: proxy.service.annotations,
      serviceLabels: proxy.service.labels,
      trustedProxies: proxy.trustedProxies,
      backends: [
        { domain: urlpathHost, target: paths },
        { domain: echoHost, target: echoes },
      ],
    });
    autoscale(paths, urlpath.autoscaling);
    autoscale(echoes, echo.autoscaling);
    autoscale(front, proxy.autoscaling);
    monitor(monitoring, paths, echoes, front);
  },
  notes: ({ urlpath, echo }, release) =>
    `The proxy runs as Service ${release.name}-proxy, port 8080.\nIt takes ${urlpath.host} to the urlpath service and ${echo.host} to the echo service.\n`,
  test: ({ urlpath }, release) => ({
    url: `http://${release.name}-proxy:8080/hello`,
    host: urlpath.host,
    contains: 'hello',
  }),
});
