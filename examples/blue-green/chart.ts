import { defineChart, Exposure, Probe, ReverseProxy, Upstream, WebWorkload } from 'chartwright';
import { hostName, imageValues } from 'chartwright/values';
import { z } from 'zod';

/** One of the two versions. */
const version = (tag: string) =>
  z.object({
    image: imageValues('registry.example.com/acme/shop', tag),
    replicas: z.int().min(1).max(100).default(2).describe('Pods.'),
  });

/** Two versions of one application, which share its requests by weight. */
export const blueGreen = defineChart({
  name: 'blue-green',
  version: '1.0.0',
  description: 'Two versions of an application behind one proxy, by weight.',
  values: z.object({
    host: hostName.default('shop.example.com').describe('Host of the application.'),
    blue: version('1.4.2'),
    green: version('1.5.0'),
    greenPercent: z.int().min(0).max(100).default(10).describe('Percent of the requests that green gets.'),
  }),
  build(chart, { host, blue, green, greenPercent }) {
    const workload = (component: string, { image, replicas }: typeof blue) =>
      new WebWorkload(chart, component, {
        component,
        image,
        replicas,
        port: 8000,
        probes: { readiness: Probe.http('/healthz') },
      });
    const target = Upstream.weighted(
      { workload: workload('blue', blue), weight: 100 - greenPercent },
      { workload: workload('green', green), weight: greenPercent },
    );
    new ReverseProxy(chart, 'proxy', {
      backends: [{ name: 'shop', domain: host, target }],
      exposure: Exposure.loadBalancer(),
    });
  },
});
