import { defineChart, Exposure, Probe, ReverseProxy, rule, WebWorkload } from 'chartwright';
import { hostName, imageValues } from 'chartwright/values';
import { z } from 'zod';

/** One downstream service: its image, how many pods, and the host under which it is known. */
const service = (name: string, host: string) =>
  z.object({
    image: imageValues(`registry.example.com/acme/${name}`, '1.0.0'),
    replicas: z.int().min(1).max(100).default(2).describe('Pods.'),
    host: hostName.default(host).describe('Host of the service.'),
  });

/** Two Flask services behind one proxy, by Host. */
export const flaskPair = defineChart({
  name: 'flask-pair',
  version: '1.0.0',
  description: 'Two Flask services behind one reverse proxy, by Host.',
  values: z.object({
    orders: service('orders', 'orders.example.com'),
    stock: service('stock', 'stock.example.com'),
    nodePort: z.int().min(30000).max(32767).default(30080).describe('Port of the proxy on every node.'),
  }),
  rules: [rule.differ('orders.host', 'stock.host', 'the two services need different hosts')],
  build(chart, { orders, stock, nodePort }) {
    const backends = Object.entries({ orders, stock }).map(([component, { host, image, replicas }]) => {
      const workload = new WebWorkload(chart, component, {
        component,
        image,
        replicas,
        port: 5000,
        command: ['gunicorn', '--bind=0.0.0.0:5000', '--worker-tmp-dir=/tmp', `${component}:app`],
        probes: { readiness: Probe.http('/healthz') },
      });
      return { domain: host, target: workload, healthCheck: '/healthz' };
    });
    new ReverseProxy(chart, 'proxy', { backends, exposure: Exposure.nodePort({ nodePort }) });
  },
});
