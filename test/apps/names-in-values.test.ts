import fc from 'fast-check';
import { z } from 'zod';
import { conduit, polls, reverseProxy, urlpath } from '../../lib/apps/charts';
import { hostName, objectName } from '../../lib/chart-values';
import { imageTag, labelKey, labelValue, namespaceName } from '../../lib/chart-values/workload';
import type { AnyChartDefinition } from '../../lib/definition/chart-definition';
import { loadValues } from '../../lib/definition/load-values';
import { renderChart } from '../../lib/definition/render-chart';
import { checkManifests, formatProblem } from '../../lib/manifests/check';

const synthesize = (chart: AnyChartDefinition, values: object) =>
  renderChart(chart, loadValues(chart, { name: 'test', values }));

const ingress = (values: object) => ({ exposure: { type: 'ingress', ingress: values } });
const gateway = (values: object) => ({ exposure: { type: 'gateway', gateway: values } });
const patternOf = (syntax: z.ZodString): RegExp => new RegExp(z.toJSONSchema(syntax).pattern ?? '');

/** Every sort of name that values hold, at a place where an object gets it. */
const places = [
  ['an image pull secret', urlpath, objectName, (name: string) => ({ image: { pullSecrets: [name] } })],
  ['an IngressClass', urlpath, objectName, (name: string) => ingress({ className: name })],
  [
    'a Secret for TLS',
    urlpath,
    objectName,
    (name: string) => ingress({ host: 'a.b', tls: { enabled: true, secretName: name } }),
  ],
  ['a Gateway', urlpath, objectName, (name: string) => gateway({ name })],
  ['the namespace of a Gateway', urlpath, namespaceName, (name: string) => gateway({ namespace: name })],
  [
    'the namespace of Prometheus',
    urlpath,
    namespaceName,
    (name: string) => ({ monitoring: { enabled: true, prometheusNamespace: name } }),
  ],
  [
    'a storage class',
    polls,
    objectName,
    (name: string) => ({ database: { embedded: { storage: { storageClass: name } } } }),
  ],
  ['a claim', polls, objectName, (name: string) => ({ database: { embedded: { backup: { existingClaim: name } } } })],
  [
    'a Secret for the database',
    conduit,
    objectName,
    (name: string) => ({ database: { type: 'external', external: { passwordSecret: name } } }),
  ],
  ['a Secret for credentials', conduit, objectName, (name: string) => ({ credentials: { existingSecret: name } })],
  ['the tag of tools', conduit, imageTag, (tag: string) => ({ credentials: { image: { tag } } })],
  ['the tag of PostgreSQL', conduit, imageTag, (tag: string) => ({ database: { embedded: { image: { tag } } } })],
  ['a host', urlpath, hostName, (host: string) => ingress({ host })],
  ['the key of a label', urlpath, labelKey, (key: string) => ({ podLabels: { [key]: 'x' } })],
  ['the value of a label', urlpath, labelValue, (value: string) => ({ podLabels: { x: value } })],
  ['the key of an annotation', urlpath, labelKey, (key: string) => ingress({ annotations: { [key]: 'x' } })],
  [
    'the name of a backend',
    reverseProxy,
    namespaceName,
    (name: string) => ({ backends: [{ name, domain: 'a.b', hosts: [{ address: 'c.d', port: 80 }] }] }),
  ],
] as const;

describe.each(places)('%s', (_, chart, syntax, valuesOf) => {
  test('passes the synthesis when the schema took it', () => {
    const names = fc
      .stringMatching(patternOf(syntax), { size: 'small' })
      .filter((name) => syntax.safeParse(name).success);
    fc.assert(
      fc.property(names, (name) => {
        const problems = checkManifests(synthesize(chart, valuesOf(name))).map(formatProblem);
        expect(problems.filter((problem) => /is no (name|namespace|port name|value)|no key/.test(problem))).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });

  test('fails by the schema for what is none', () => {
    const bad = ['a..b', 'a.-b', '.a', 'a.', '-', 'ä', 'a b', `${'a'.repeat(260)}`].filter(
      (name) => !syntax.safeParse(name).success,
    );
    expect(bad.length).toBeGreaterThan(3);
    for (const name of bad) expect(() => synthesize(chart, valuesOf(name))).toThrow('are not valid');
  });
});
