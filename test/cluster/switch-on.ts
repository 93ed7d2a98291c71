import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { UrlPathApp } from '../../lib/apps/urlpath/url-path-app';
import { Autoscaling } from '../../lib/constructs/autoscaling';
import { defineChart } from '../../lib/definition/chart-definition';
import { renderChart } from '../../lib/definition/render-chart';
import { packageChart } from '../../lib/outputs/helm/package-chart';
import { Client } from './client';
import { documentedCommand } from './documented-command';
import { eventually } from './eventually';
import { helmIn } from './helm-command';
import { run, type Kubectl } from './kubectl';
import { watchReplicas } from './replicas-watch';
import { check, type Steps } from './steps';
import { noFailure } from './under-load';

const PODS = 3;

const scaled = defineChart({
  name: 'scaled',
  version: '0.1.0',
  description: 'A service that gets an autoscaler when it is running already.',
  values: z.object({ autoscaled: z.boolean().default(false).describe('Leave the number of pods to an autoscaler.') }),
  build(chart, { autoscaled }) {
    const target = new UrlPathApp(chart, 'paths', {
      component: 'scaled',
      replicas: autoscaled ? undefined : PODS,
      allowFrom: [{ podSelector: { matchLabels: { app: 'client' } } }],
    });
    if (autoscaled) new Autoscaling(chart, 'autoscaling', { target, minReplicas: PODS, maxReplicas: 6 });
  },
});

/** A way to bring the chart to the cluster, and what docs/autoscaling.md says to do before the switch. */
interface Way {
  readonly name: string;
  readonly release: string;
  readonly before: string;
  readonly deploy: (release: string, autoscaled: boolean) => Promise<unknown>;
}

/** A running release gets an autoscaler: without the step of docs/autoscaling.md one pod is left, with it all of them. */
export async function switchOn(steps: Steps, kubectl: Kubectl, client: Client): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'switch-on-'));
  try {
    packageChart(scaled, { outdir: folder, archive: false });
    const chart = path.join(folder, scaled.name);
    const ways = waysOf(kubectl, chart);
    await steps.step('namespace that enforces "restricted"', async () => {
      await kubectl.freshNamespace();
      await client.start();
      return kubectl.namespace;
    });
    for (const { name, release, deploy } of ways) {
      await steps.step(`${name}: switched on at once`, async () => {
        const least = await leastWhile(kubectl, release, deploy, async () => {
          await deploy(release, true);
          await scaling(kubectl, release);
        });
        check(least === 1, `there were ${least} pods at least: the documented step is not needed`);
        return `${PODS} pods, then ${least}`;
      });
      await steps.step(`${name}: switched on as documented, under load`, async () => {
        const other = `${release}-safe`;
        let least = NaN;
        const request = { url: `http://${other}:3000/load`, host: other, expected: 'load' };
        await deploy(other, false);
        await kubectl.allReady();
        const result = await client.load(request, async () => {
          least = await leastWhile(kubectl, other, undefined, async () => {
            await documented(kubectl, before(ways, release), other);
            await deploy(other, true);
            await scaling(kubectl, other);
          });
        });
        check(least === PODS, `there were only ${least} pods`);
        return noFailure(result, `${least} pods all the time`);
      });
    }
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

const before = (ways: readonly Way[], release: string): string =>
  ways.find((way) => way.release === release)?.before ?? '';

function waysOf(kubectl: Kubectl, chart: string): Way[] {
  const helm = helmIn(kubectl.namespace);
  const apply = (release: string, autoscaled: boolean, ...more: string[]): Promise<string> => {
    const objects = renderChart(
      scaled,
      { autoscaled },
      { name: release, namespace: kubectl.namespace, service: 'kubectl' },
    );
    const list = { apiVersion: 'v1', kind: 'List', items: objects.map(({ object }) => object) };
    return kubectl.run(['apply', ...more, '--filename', '-'], JSON.stringify(list));
  };
  const upgrade = (release: string, autoscaled: boolean, ...more: string[]): Promise<string> =>
    helm('upgrade', '--install', release, chart, '--set', `autoscaled=${autoscaled}`, ...more);
  return [
    {
      name: 'kubectl apply',
      release: 'plain',
      before: 'view-last-applied',
      deploy: (release, autoscaled) => apply(release, autoscaled),
    },
    {
      name: 'kubectl apply --server-side',
      release: 'server',
      before: '--field-manager autoscaler',
      deploy: (release, autoscaled) => apply(release, autoscaled, '--server-side'),
    },
    {
      name: 'helm by server-side apply',
      release: 'helm4',
      before: '--field-manager autoscaler',
      deploy: (release, autoscaled) => upgrade(release, autoscaled, '--server-side=true'),
    },
    {
      name: 'helm by its own patch, as Helm 3 does',
      release: 'helm3',
      before: 'delete secret',
      deploy: (release, autoscaled) => upgrade(release, autoscaled, '--server-side=false'),
    },
  ];
}

/** @returns the least number of pods that were wanted while something was done to a release of {@link PODS} pods */
async function leastWhile(
  kubectl: Kubectl,
  release: string,
  deploy: Way['deploy'] | undefined,
  act: () => Promise<void>,
): Promise<number> {
  await deploy?.(release, false);
  await kubectl.allReady();
  const watch = await watchReplicas(kubectl, release);
  try {
    await act();
  } finally {
    watch.stop();
  }
  return Math.min(...watch.seen);
}

/** Waits until the autoscaler has looked at the pods and decided. */
async function scaling(kubectl: Kubectl, release: string): Promise<void> {
  await kubectl.run(['wait', '--for=condition=ScalingActive', `hpa/${release}`, '--timeout=120s']);
  await eventually(async () => {
    const wanted = await kubectl.run(['get', `hpa/${release}`, '--output', 'jsonpath={.status.desiredReplicas}']);
    check(Number(wanted) >= PODS, `the autoscaler wants ${wanted} pods`);
  });
}

/** Runs the commands of docs/autoscaling.md, as they are written, for a release whose Deployment has its name. */
async function documented(kubectl: Kubectl, mark: string, release: string): Promise<void> {
  const script = documentedCommand('docs/autoscaling.md', mark);
  const inNamespace = `kubectl() { command kubectl --namespace '${kubectl.namespace}' "$@"; }`;
  const ran = await run('bash', [
    '-eo',
    'pipefail',
    '-c',
    `NAME=${release} RELEASE=${release}\n${inNamespace}\n${script}`,
  ]);
  check(ran.code === 0, `${script}: ${ran.stderr.trim()}`);
}
