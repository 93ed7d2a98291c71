import { App } from 'cdk8s';
import {
  ApplicationDatabase,
  checkedFiles,
  Database,
  defineChart,
  EnvValue,
  Exposure,
  Probe,
  ReverseProxy,
  synthChart,
  UrlPathApp,
  WebWorkload,
  type KubeObject,
} from '../../lib';
import { declareExisting } from '../../lib';
import { z } from 'zod';

/** What one change of a shop is about. */
interface Shop {
  readonly tag?: string;
  readonly replicas?: number;
  readonly secret?: boolean;
  readonly route?: boolean;
  readonly component?: string;
  readonly external?: boolean;
}

/** Changes as they come in pull requests, each with what its author would call it. */
export const CHANGES: readonly (readonly [title: string, change: Shop])[] = [
  ['A new tag of the image', { tag: '1.4.3' }],
  ['More replicas', { replicas: 5 }],
  ['A variable from a Secret', { secret: true }],
  ['A new route', { route: true }],
  ['A workload gets another name', { component: 'frontend' }],
  ['From the embedded database to an external one', { external: true }],
];

/** The objects of a shop: a web server with a database behind a proxy. */
export function shop({
  tag = '1.4.2',
  replicas = 2,
  secret,
  route,
  component = 'web',
  external,
}: Shop = {}): KubeObject[] {
  const chart = defineChart({
    name: 'shop',
    version: '0.1.0',
    description: 'A shop',
    values: z.object({}),
    build(scope) {
      const database = external
        ? Database.external({ host: 'db.example.com', name: 'shop', user: 'shop', passwordSecret: { name: 'shop-db' } })
        : Database.embedded();
      const data = new ApplicationDatabase(scope, 'data', { name: 'shop', database, keys: { 'secret-key': 50 } });
      const { host, name, user, password } = data.connection;
      if (secret) declareExisting(scope, 'Secret', 'payment');
      const web = new WebWorkload(scope, 'web', {
        component,
        image: { repository: 'ghcr.io/acme/shop', tag },
        port: 8000,
        replicas,
        env: {
          PGHOST: host,
          PGDATABASE: name,
          PGUSER: user,
          PGPASSWORD: password,
          SECRET_KEY: data.secret('secret-key'),
          ...(secret ? { PAYMENT_TOKEN: EnvValue.secret('payment', 'token') } : {}),
        },
        probes: { readiness: Probe.http('/healthz') },
      });
      data.connectFrom(web);
      const paths = new UrlPathApp(scope, 'paths');
      new ReverseProxy(scope, 'proxy', {
        exposure: Exposure.ingress({ host: 'shop.example.com' }),
        backends: [
          { domain: 'shop.example.com', target: web },
          ...(route ? [{ domain: 'shop.example.com', path: '/paths', target: paths }] : []),
        ],
      });
    },
  });
  const app = new App();
  synthChart(app, chart);
  return checkedFiles(app).charts.flatMap(({ manifests }) => manifests.map(({ object }) => object));
}
