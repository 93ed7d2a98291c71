import { defineChart, Probe, ReverseProxy, UrlPathApp, WebWorkload } from 'chartwright';
import { exposureOf, exposureRules, exposureValues, hostName } from 'chartwright/values';
import { z } from 'zod';

/** A chart of a project that has the library from npm: what README.md promises, with an image of its own. */
export const shop = defineChart({
  name: 'shop',
  version: '1.2.3',
  description: 'A Django shop behind a reverse proxy',
  icon: 'https://example.com/shop.svg',
  values: z.object({
    host: hostName.default('shop.example.com').describe('Host of the shop.'),
    replicas: z.int().min(1).max(100).default(3).describe('Pods of the shop.'),
    exposure: exposureValues('ingress'),
  }),
  rules: exposureRules('exposure'),
  build(chart, { host, replicas, exposure }) {
    const django = new WebWorkload(chart, 'django', {
      component: 'django',
      image: { repository: 'ghcr.io/acme/shop', tag: '1.4.2' },
      port: 8000,
      replicas,
      env: { DJANGO_ALLOWED_HOSTS: host },
      probes: { readiness: Probe.http('/healthz') },
    });
    new ReverseProxy(chart, 'proxy', {
      exposure: exposureOf(exposure),
      backends: [
        { domain: host, target: django, healthCheck: '/healthz' },
        { domain: host, path: '/paths', target: new UrlPathApp(chart, 'paths', { component: 'paths' }) },
      ],
    });
  },
  notes: ({ host }) => `The shop is at http://${host}/\n`,
});
