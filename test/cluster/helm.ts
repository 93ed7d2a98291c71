import path from 'node:path';
import { charts } from '../../lib/apps/charts';
import { helmBinary } from '../helm/helm-binary';
import { Client } from './client';
import { helmIn } from './helm-command';
import { run, type Kubectl } from './kubectl';
import { packagedCharts } from './packaged-charts';
import { check, type Steps } from './steps';
import { noFailure } from './under-load';

/** What `replicas` is called in a chart that has several workloads. */
const REPLICAS: Readonly<Record<string, string>> = { hello: 'urlpath.replicas' };

/** A chart as it was packaged before it had the values of today's. */
const BEFORE = path.join(__dirname, 'before', 'hello.tgz');

/** What else is on the cluster may serve every host already. */
const OWN_HOST: Readonly<Record<string, readonly string[]>> = {
  urlpath: ['--set', 'exposure.ingress.host=urlpath.helm.example.com'],
  polls: ['--set', 'exposure.ingress.host=polls.helm.example.com'],
};

/** Packaged charts in the hands of the real Helm on a real cluster. */
export async function helmOnCluster(steps: Steps, kubectl: Kubectl, client: Client): Promise<void> {
  const helm = helmIn(kubectl.namespace);
  let folder = '';
  await steps.step('chartwright package', async () => {
    const packaged = await packagedCharts();
    folder = packaged.folder;
    return packaged.said;
  });
  await steps.step('namespace that enforces "restricted"', async () => {
    await kubectl.freshNamespace();
    await client.start();
    return kubectl.namespace;
  });
  for (const { name, version } of charts) {
    const archive = path.join(folder, `${name}-${version}.tgz`);
    const ready = ['--wait', '--timeout', '5m'];
    await steps.step(`helm install ${name}`, async () => {
      const notes = await helm('install', name, archive, ...(OWN_HOST[name] ?? []), ...ready);
      return notes.split('NOTES:')[1]?.trim().split('\n')[0] ?? 'no notes';
    });
    await steps.step(`helm list, status and test of ${name}`, async () => {
      const listed = await helm('list', '--output', 'json');
      check(
        (JSON.parse(listed) as { name: string; status: string }[]).some(
          (r) => r.name === name && r.status === 'deployed',
        ),
        listed,
      );
      await helm('status', name);
      const tested = await helm('test', name, '--logs');
      check(/Phase:\s+Succeeded/.test(tested), tested);
      return (tested.match(/^200 .*$/m) ?? ['succeeded'])[0];
    });
    await steps.step(`helm upgrade ${name}: replicas to 7, and rollback`, async () => {
      await helm('upgrade', name, archive, '--reuse-values', '--set', `${REPLICAS[name] ?? 'replicas'}=7`, ...ready);
      const most = await mostReplicas(kubectl, name);
      check(most === 7, `the most replicas of a Deployment are ${most}`);
      await helm('rollback', name, '1', ...ready);
      const after = await mostReplicas(kubectl, name);
      check(after < 7, `after the rollback ${after} replicas`);
      return `7, then ${after}`;
    });
    await steps.step(`helm uninstall ${name}`, async () => {
      await helm('uninstall', name, '--wait', '--timeout', '3m');
      const left = await kubectl.run([
        'get',
        'deployments,services,configmaps,networkpolicies',
        '--selector',
        `app.kubernetes.io/instance=${name}`,
        '--output',
        'name',
      ]);
      check(left.trim() === '', left);
      return 'nothing left';
    });
  }
  await twoReleases(
    steps,
    client,
    helm,
    path.join(folder, `hello-${charts.find((c) => c.name === 'hello')?.version}.tgz`),
  );
  await steps.step('a misspelt value is refused with its name', async () => {
    const ran = await run(helmBinary(), ['template', 'x', path.join(folder, 'urlpath'), '--set', 'replcas=3']);
    check(ran.code !== 0 && /replcas/.test(ran.stderr), ran.stderr || ran.stdout);
    return ran.stderr.trim().split('\n').pop()?.trim() ?? '';
  });
}

/** Two releases of one chart in one namespace: each answers from its own pods; and an upgrade under load. */
async function twoReleases(
  steps: Steps,
  client: Client,
  helm: (...args: string[]) => Promise<string>,
  archive: string,
): Promise<void> {
  await steps.step('two releases of hello in one namespace, each with its own pods', async () => {
    for (const release of ['red', 'blue']) {
      await helm('install', release, BEFORE, '--set', `echo.env.ECHO_NAME=${release}`, '--wait', '--timeout', '5m');
    }
    for (const release of ['red', 'blue']) {
      // The proxy may have looked its backends up before they were ready; the cluster's DNS remembers that for seconds.
      for (
        let tries = 0;
        (await client.get(`http://${release}-proxy:8080/x`, 'echo.example.com')).status !== 200;
        tries++
      ) {
        check(tries < 60, `${release} does not answer`);
      }
      for (let i = 0; i < 6; i++) {
        const { body } = await client.get(`http://${release}-proxy:8080/x`, 'echo.example.com');
        check((JSON.parse(body) as { name: string }).name === release, `${release} answered from ${body}`);
      }
    }
    return 'red from red, blue from blue';
  });
  const request = { url: 'http://red-proxy:8080/load', host: 'urlpath.example.com', expected: 'load' };
  const ready = ['--wait', '--timeout', '5m'];
  await steps.step('helm upgrade from the chart of before under load, with the values that it had', async () => {
    const more = ['--reuse-values', '--set', 'urlpath.env.MODE=next,urlpath.replicas=3'];
    const result = await client.load(request, async () => {
      await helm('upgrade', 'red', archive, ...more, ...ready);
    });
    return noFailure(result, 'upgraded');
  });
  await steps.step('and back to the chart of before under load', async () => {
    const result = await client.load(request, async () => {
      await helm('rollback', 'red', '1', ...ready);
    });
    return noFailure(result, 'rolled back');
  });
}

async function mostReplicas(kubectl: Kubectl, release: string): Promise<number> {
  const replicas = await kubectl.run([
    'get',
    'deployments',
    '--selector',
    `app.kubernetes.io/instance=${release}`,
    '--output',
    'jsonpath={.items[*].spec.replicas}',
  ]);
  return Math.max(...replicas.split(' ').map(Number));
}
