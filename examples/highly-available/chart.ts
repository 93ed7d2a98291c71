import { Autoscaling, ConduitApp, defineChart, Exposure, ReverseProxy, rule } from 'chartwright';
import { hostName } from 'chartwright/values';
import { z } from 'zod';

/** The Conduit API behind a proxy, both on every node, the API scaled by its load. */
export const highlyAvailable = defineChart({
  name: 'highly-available',
  version: '0.1.0',
  description: 'The Conduit API behind a reverse proxy, scaled by its load.',
  values: z.object({
    host: hostName.default('conduit.example.com').describe('Host that the proxy serves.'),
    minReplicas: z.int().min(2).max(100).default(4).describe('Pods of the API at least.'),
    maxReplicas: z.int().min(2).max(100).default(10).describe('Pods of the API at most.'),
    logLevel: z.enum(['debug', 'info', 'warn']).default('info').describe('Of the API.'),
  }),
  rules: [rule.atMost('minReplicas', 'maxReplicas')],
  build(chart, { host, minReplicas, maxReplicas, logLevel }) {
    // It believes the proxy, and only that, for whom a request comes: limits are for each client.
    const api = new ConduitApp(chart, 'conduit', { env: { LOG_LEVEL: logLevel } });
    Autoscaling.web(api, { minReplicas, maxReplicas });
    new ReverseProxy(chart, 'proxy', {
      backends: [{ domain: host, target: api }],
      // Nodes without a ready proxy do not answer: a load balancer that asks the nodes leaves them out.
      exposure: Exposure.nodePort({ preserveClientIp: true }),
    });
  },
});
