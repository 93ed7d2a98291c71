import { App, Chart } from 'cdk8s';
import {
  ApplicationDatabase,
  PollsStack,
  ReverseProxy,
  UrlPathApp,
  WebWorkload,
  type BackendProps,
  type Exposure,
} from '../../lib';

/** What a mistake of someone who writes JavaScript, or says `any`, may be. */
const wrong = <T>(value: unknown): T => value as T;
const chart = (): Chart => new Chart(new App(), 'shop');
const web = (props: object) => () => new WebWorkload(chart(), 'web', { image: 'shop:1.0', port: 8000, ...props });

test.each([
  ['a text', wrong<Exposure>('ingress'), "exposure is 'ingress'"],
  ['an object of the same words', wrong<Exposure>({ type: 'ingress' }), 'exposure is an object with type'],
  ['nothing', wrong<Exposure>(null), 'exposure is null'],
])('fails for an exposure that is %s, with what makes one', (_what, exposure, said) => {
  expect(() => new UrlPathApp(chart(), 'paths', { exposure })).toThrow(
    `[shop/paths] ${said}. Allowed: Exposure.none(…), Exposure.nodePort(…), Exposure.loadBalancer(…), Exposure.ingress(…), Exposure.gateway(…).`,
  );
});

test.each([
  [
    { security: 'restricted' },
    "security is 'restricted'. Allowed: Security.restricted(…), Security.contexts(…), Security.unrestricted(…).",
  ],
  [{ probes: { readiness: '/healthz' } }, "probes.readiness is '/healthz'. Allowed: false, Probe.http(…)"],
  [{ env: { TOKEN: process.env.NO_SUCH_VARIABLE } }, 'env.TOKEN is undefined. Allowed: a text, EnvValue.secret(…)'],
  [{ env: { PORT: 8080 } }, 'env.PORT is 8080. Allowed: a text'],
])('fails for %j, by the name of the prop', (props, said) => {
  expect(web(props)).toThrow(`[shop/web] ${said}`);
});

test('fails for an engine, a database and credentials that are texts', () => {
  const target = new UrlPathApp(chart(), 'paths');
  expect(() => new ReverseProxy(chart(), 'proxy', { engine: wrong('nginx'), backends: [{ target }] })).toThrow(
    "[shop/proxy] engine is 'nginx'. Allowed: ProxyEngine.chartwright(…)",
  );
  for (const of of [
    (props: object) => new PollsStack(chart(), 'data', props),
    (props: object) => new ApplicationDatabase(chart(), 'data', { name: 'shop', ...props }),
  ]) {
    expect(() => of({ database: 'embedded' })).toThrow(
      "[shop/data] database is 'embedded'. Allowed: Database.embedded(…)",
    );
    expect(() => of({ credentials: 'generated' })).toThrow("[shop/data] credentials is 'generated'");
  }
});

test.each([
  [undefined, 'undefined'],
  ['http://shop', "'http://shop'"],
  [WebWorkload, 'the class WebWorkload'],
])('fails for the target %p of a backend, with which backend it is', (target, said) => {
  const backends = [{ target: new UrlPathApp(chart(), 'paths') }, wrong<BackendProps>({ domain: 'x', target })];
  expect(() => new ReverseProxy(chart(), 'proxy', { backends })).toThrow(
    `[shop/proxy] backends[1].target is ${said}. Allowed: a workload, Upstream.workload(…)`,
  );
});
