import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ApiObject, App, Chart, Cron } from 'cdk8s';
import {
  ConfigMap,
  Cpu,
  CronJob,
  Deployment,
  EnvValue,
  HorizontalPodAutoscaler,
  Metric,
  MetricTarget,
  NetworkPolicy,
  NetworkPolicyIpBlock,
  PersistentVolumeClaim,
  Role,
  Secret,
  StatefulSet,
  Volume,
} from 'cdk8s-plus-28';
import { parseAllDocuments } from 'yaml';
import { plainFiles } from '../../lib/outputs/plain/plain-files';
import { WebApp } from '../bench/web-app';

type Build = (app: App) => void;

/** Documents of each file that stock cdk8s writes. */
function stock(build: Build): Record<string, unknown[]> {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'chartwright-stock-'));
  try {
    const app = new App({ outdir });
    build(app);
    app.synth();
    return Object.fromEntries(
      fs.readdirSync(outdir).map((file) => [file, documents(fs.readFileSync(path.join(outdir, file), 'utf8'))]),
    );
  } finally {
    fs.rmSync(outdir, { recursive: true });
  }
}

function ours(build: Build): Record<string, unknown[]> {
  const app = new App();
  build(app);
  return Object.fromEntries([...plainFiles(app).files].map(([file, text]) => [file, documents(text)]));
}

function documents(yaml: string): unknown[] {
  const parsed = parseAllDocuments(yaml);
  return Array.isArray(parsed) ? parsed.map((document) => document.toJS() as unknown) : [];
}

const thing = (scope: Chart, id: string): ApiObject =>
  new ApiObject(scope, id, { apiVersion: 'v1', kind: 'ConfigMap' });

describe('plainFiles writes the files of stock App.synth, with the same objects in the same order', () => {
  test.each<[string, Build]>([
    ['no chart', () => undefined],
    ['a web app with cdk8s-plus', (app) => void new WebApp(app, 'web')],
    ['an empty chart', (app) => void new Chart(app, 'empty')],
    [
      'every sort of cdk8s-plus object',
      (app) => {
        const chart = new Chart(app, 'all', { namespace: 'polls', labels: { team: 'web' } });
        const config = new ConfigMap(chart, 'config', { data: { a: '1', text: 'two\nlines\n', empty: '' } });
        config.addBinaryData('b', 'AAE=');
        const secret = Secret.fromSecretName(chart, 'secret', 'given');
        const web = new Deployment(chart, 'web', {
          containers: [
            { image: 'web', portNumber: 80, envVariables: { K: EnvValue.fromSecretValue({ secret, key: 'k' }) } },
          ],
          volumes: [Volume.fromConfigMap(chart, 'files', config)],
        });
        web.exposeViaIngress('/');
        web.scheduling.spread();
        const target = {
          target: web,
          maxReplicas: 7,
          metrics: [Metric.resourceCpu(MetricTarget.averageUtilization(70))],
        };
        const elastic = new Deployment(chart, 'elastic', {
          containers: [{ image: 'e', resources: { cpu: { request: Cpu.millis(1) }, memory: {} } }],
        });
        new HorizontalPodAutoscaler(chart, 'scale', { ...target, target: elastic });
        new CronJob(chart, 'nightly', { schedule: Cron.daily(), containers: [{ image: 'dump' }] });
        new PersistentVolumeClaim(chart, 'claim');
        new Role(chart, 'role').allowRead(web);
        new NetworkPolicy(chart, 'net', { selector: web }).addEgressRule(NetworkPolicyIpBlock.anyIpv4(chart, 'any'));
        new StatefulSet(chart, 'db', { containers: [{ image: 'db', portNumber: 5432 }] });
        web.connections.allowTo(elastic);
      },
    ],
    [
      'objects that depend on each other',
      (app) => {
        const chart = new Chart(app, 'chart');
        const [a, b, c] = ['a', 'b', 'c'].map((id) => thing(chart, id)) as [ApiObject, ApiObject, ApiObject];
        a.addDependency(b);
        b.addDependency(c);
      },
    ],
    [
      'charts that depend on each other',
      (app) => {
        const [first, second, third] = ['first', 'second', 'third'].map((id) => new WebApp(app, id)) as [
          Chart,
          Chart,
          Chart,
        ];
        first.addDependency(third);
        thing(second, 'a').addDependency(first);
      },
    ],
    [
      'an object that depends on an object of another chart',
      (app) => {
        const [first, second] = ['first', 'second'].map((id) => new Chart(app, id)) as [Chart, Chart];
        const needs = thing(first, 'needs');
        thing(first, 'more');
        needs.addDependency(thing(second, 'needed'));
      },
    ],
    [
      'a chart in a chart',
      (app) => {
        const outer = new Chart(app, 'outer');
        thing(outer, 'o');
        const inner = new Chart(outer, 'inner');
        thing(inner, 'i').addDependency(thing(inner, 'j'));
        thing(outer, 'p');
      },
    ],
    [
      'a construct that depends on a chart as a whole',
      (app) => {
        const chart = new Chart(app, 'chart');
        const web = new Deployment(chart, 'web', { containers: [{ image: 'web' }] });
        const db = new Deployment(chart, 'db', { containers: [{ image: 'db' }] });
        web.node.addDependency(db);
      },
    ],
  ])('%s', (_, build) => {
    const expected = stock(build);
    expect(ours(build)).toEqual(expected);
    expect(Object.keys(ours(build)).sort()).toEqual(Object.keys(expected).sort());
  });
});
