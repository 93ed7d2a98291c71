import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chartwright } from './chartwright';
import type { Client, LoadRequest } from './client';
import { eventually } from './eventually';
import { helmIn } from './helm-command';
import type { Kubectl } from './kubectl';
import { nodeAddress, nodeNames, nodePower } from './nodes';
import { readyPods, spread, type Pod } from './pods';
import { check, type Steps } from './steps';
import { fewFailures, underLoad } from './under-load';

const RELEASE = 'ha';
const HOST = 'conduit.example.com';
const CONNECTIONS = 8;

/**
 * What a highly available release bears while requests come in: examples/highly-available, installed by Helm.
 */
export async function availability(steps: Steps, kubectl: Kubectl, client: Client): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'availability-'));
  const helm = helmIn(kubectl.namespace);
  const chart = path.join(folder, 'highly-available-0.1.0.tgz');
  const ready = ['--wait', '--timeout', '5m'];
  const web = (): Promise<Pod[]> => readyPods(kubectl, RELEASE, 'web');
  let url = '';
  let other = '';
  const request = (): LoadRequest => ({
    url,
    host: HOST,
    expected: '"tags"',
    connections: CONNECTIONS,
    // Some hundred requests per second: this is not about how many pods they need.
    pauseMs: 10,
  });
  const loaded = (name: string, during: () => Promise<string>): Promise<void> =>
    underLoad(steps, client, name, request, during);

  try {
    await steps.step('the example packaged and installed', async () => {
      await chartwright(['package', '--charts', 'examples/highly-available/chart.ts', '--output', folder]);
      await kubectl.freshNamespace();
      await helm('install', RELEASE, chart, ...ready);
      return 'ready';
    });
    await steps.step('replicas are spread over the nodes', async () => {
      await minimum(web);
      const [pods, proxies] = [await web(), await readyPods(kubectl, RELEASE, 'proxy')];
      const nodes = await nodeNames(kubectl);
      for (const node of nodes) {
        for (const of of [pods, proxies])
          check(
            of.some((pod) => pod.node === node),
            `none on ${node}: ${spread(of)}`,
          );
      }
      // One PostgreSQL is on one node: with that one goes what only a database of several instances survives.
      const database = (await readyPods(kubectl, RELEASE, 'database'))[0]?.node as string;
      other = nodes.find((node) => node !== database) as string;
      await client.start(database);
      const port = await kubectl.run([
        'get',
        `service/${RELEASE}-proxy`,
        '--output',
        'jsonpath={.spec.ports[0].nodePort}',
      ]);
      url = `http://${await nodeAddress(kubectl, database)}:${port}/api/tags`;
      await answersSteadily(client, url);
      return `api ${spread(pods)}; proxy ${spread(proxies)}`;
    });
    await loaded('rolling update under load', async () => {
      await kubectl.run(['rollout', 'restart', `deployment/${RELEASE}-web`]);
      await kubectl.allReady();
      return 'all pods new';
    });
    await loaded('helm upgrade under load', async () => {
      await helm('upgrade', RELEASE, chart, '--set', 'logLevel=warn', ...ready);
      return `api ${spread(await web())}`;
    });
    await loaded('pods deleted one by one under load', async () => {
      const before = await web();
      for (const { name } of before) {
        await kubectl.run(['delete', 'pod', name, '--wait=false']);
        await minimum(web, before.length);
      }
      return `${before.length} deleted`;
    });
    await loaded('all pods of a node deleted at once under load', async () => {
      const gone = [...(await web()), ...(await readyPods(kubectl, RELEASE, 'proxy'))].filter(
        ({ node }) => node === other,
      );
      await kubectl.run(['delete', 'pod', ...gone.map(({ name }) => name), '--wait=false']);
      await minimum(web);
      return `${gone.length} of ${other} deleted`;
    });
    await loaded('a node drained under load', async () => {
      const seconds = await drain(kubectl, other);
      await kubectl.run(['uncordon', other]);
      return `drained in ${seconds} s`;
    });
    await steps.step('a drain is not blocked by pods that never become ready', async () => {
      await kubectl.run(['set', 'image', `deployment/${RELEASE}-proxy`, '*=chartwright/none:0.0.0']);
      await kubectl.run(['delete', 'pod', '--selector', `app.kubernetes.io/component=proxy`, '--wait=false']);
      const seconds = await drain(kubectl, other);
      await kubectl.run(['uncordon', other]);
      await kubectl.run(['rollout', 'undo', `deployment/${RELEASE}-proxy`]);
      await kubectl.allReady();
      return `drained in ${seconds} s with no proxy ready`;
    });
    await spreadAnew(kubectl);
    await nodeFailure();
  } finally {
    await kubectl.try(['uncordon', other]);
    fs.rmSync(folder, { recursive: true });
  }

  async function nodeFailure(): Promise<void> {
    const power = nodePower();
    await steps.step('a node stopped under load', async () => {
      let shown = '';
      // By a proxy that stays: who sends requests elsewhere has to find out about nodes for themselves.
      const entry = (await readyPods(kubectl, RELEASE, 'proxy')).find(({ node }) => node !== other);
      check(entry !== undefined, `no proxy is on another node than ${other}`);
      const result = await client.load({ ...request(), url: `http://${entry.ip}:8080/api/tags` }, async () => {
        const before = await web();
        await power.stop(other);
        const began = Date.now();
        await minimum(async () => (await web()).filter(({ node }) => node !== other));
        shown = `${spread(before)} before; 4 ready elsewhere after ${((Date.now() - began) / 1000).toFixed(0)} s`;
      });
      // A connection has one request at a time: that one was on its way on the node when it went, or the next is sent there
      // over a connection that is kept, before anybody knows.
      return fewFailures(result, shown, CONNECTIONS);
    });
    await loaded('the node returned under load', async () => {
      await power.start(other);
      await kubectl.run(['wait', '--for=condition=Ready', `node/${other}`, '--timeout=60s']);
      await spreadAnew(kubectl);
      return `api ${spread(await web())}`;
    });
  }
}

/** A proxy that has only just started may not have found its hosts yet: waits for twenty answers in a row. */
async function answersSteadily(client: Client, url: string): Promise<void> {
  await eventually(async () => {
    for (let i = 0; i < 20; i++) {
      const { status, body } = await client.get(url, HOST);
      check(status === 200, `GET ${url} is ${status}: ${body}`);
    }
  });
}

/** Pods do not move by themselves: a rollout spreads them over the nodes there are now. */
async function spreadAnew(kubectl: Kubectl): Promise<void> {
  await kubectl.run(['rollout', 'restart', `deployment/${RELEASE}-web`, `deployment/${RELEASE}-proxy`]);
  await kubectl.allReady();
  // Nor do the old ones go at once: they drain.
  await eventually(async () => {
    const pods = await kubectl.run(['get', 'pods', '--selector', `app.kubernetes.io/instance=${RELEASE}`]);
    check(!pods.includes('Terminating'), `old pods are still there:\n${pods}`);
  });
}

/** Waits until the autoscaler's minimum of pods is ready. */
async function minimum(pods: () => Promise<readonly Pod[]>, least = 4): Promise<void> {
  const enough = async (): Promise<void> => {
    const ready = await pods();
    check(ready.length >= least, `not ${least} pods are ready, but ${ready.map(({ name }) => name).join(', ')}`);
  };
  await eventually(enough, 120, 500);
}

/** @returns how many seconds it took. @throws when it did not end within two minutes */
async function drain(kubectl: Kubectl, node: string): Promise<string> {
  const began = Date.now();
  await kubectl.run([
    'drain',
    node,
    '--ignore-daemonsets',
    '--delete-emptydir-data',
    `--pod-selector=app.kubernetes.io/instance=${RELEASE}`,
    '--timeout=120s',
  ]);
  return ((Date.now() - began) / 1000).toFixed(0);
}
