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
import { imageOf, imageValues, workloadProps, workloadValues } from '../../chart-values/workload';

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
      trustedProxies: frontValues.trustedProxies,
    }),
    cluster: clusterValues(),
    monitoring: monitoringValues(),
  }),
  rules: [
    ...exposureRules('proxy.exposure'),
    ...workloadRules('urlpath.'),
    ...workloadRules('echo.'),
    ...autoscalingRules('proxy.autoscaling'),
    rule.differ('urlpath.host', 'echo.host', 'the two services need different hosts'),
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
