import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { Autoscaling } from '../../lib/constructs/autoscaling';
import type { ScalingBehavior } from '../../lib/autoscaling/behavior';
import { defineChart } from '../../lib/definition/chart-definition';
import { renderChart } from '../../lib/definition/render-chart';
import { assertManifests } from '../../lib/manifests/check';
import { readAutoscaler } from '../../lib/simulate/read-hpa';
import { CLOCKWORK } from '../../lib/simulate/settings';
import { simulate } from '../../lib/simulate/simulate';
import { readyAfter } from '../../lib/simulate/startup';
import { UrlPathApp } from '../../lib/apps/urlpath/url-path-app';
import { compareCurves } from './curves';
import type { Kubectl } from './kubectl';
import { pacedLoad, type Paced, type Phase } from './paced-load';
import { cpuSeconds, metricWindow, watchScaling, type SeenCurve } from './scaling-watch';
import { check, type Steps } from './steps';

/** Quick both ways, so that up and down are seen within minutes. */
const QUICK: ScalingBehavior = {
  scaleUp: { stabilizationWindowSeconds: 0, policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }] },
  scaleDown: { stabilizationWindowSeconds: 30, policies: [{ type: 'Pods', value: 2, periodSeconds: 15 }] },
};
/** So little CPU is requested that a load which any machine can make moves the autoscaler. */
const [MIN, MAX, CPU, REQUEST] = [2, 6, 50, 0.05];

const scaled = defineChart({
  name: 'scaled',
  version: '0.1.0',
  description: 'A service that an autoscaler looks after.',
  values: z.object({}),
  build(chart) {
    const target = new UrlPathApp(chart, 'paths', {
      component: 'scaled',
      resources: { requests: { cpu: `${REQUEST * 1000}m`, memory: '64Mi' } },
      allowFrom: [{ podSelector: { matchLabels: { app: 'load' } } }],
    });
    const settings = { minReplicas: MIN, maxReplicas: MAX, cpu: CPU, behavior: QUICK };
    new Autoscaling(chart, 'autoscaling', { target, ...settings });
  },
});

const IMAGE = 'chartwright/echo:0.1.0';
const OUTPUT = path.resolve('test-output/autoscaling');
const BASE = 2;
const [QUIET, BUSY, AFTER] = [40, 110, 130];

/** The real autoscaler goes up under load and down after it, and the model says the same of the same load. */
export async function autoscaling(steps: Steps, kubectl: Kubectl): Promise<void> {
  const manifests = renderChart(scaled, {});
  assertManifests(manifests);
  const apply = (wanted: (kind: string) => boolean): Promise<string> => {
    const items = manifests.map(({ object }) => object).filter(({ kind }) => wanted(kind));
    return kubectl.run(['apply', '--filename', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
  };
  const load = (phases: readonly Phase[]): Promise<Paced> =>
    pacedLoad(kubectl, { image: IMAGE, url: 'http://scaled:3000/load', host: 'scaled', expected: 'load' }, phases);

  await steps.step('a Deployment without replicas, two pods of it', async () => {
    await kubectl.freshNamespace();
    await apply((kind) => kind !== 'HorizontalPodAutoscaler');
    await kubectl.run(['scale', 'deployment/scaled', `--replicas=${MIN}`]);
    await kubectl.allReady();
    return `${MIN} ready`;
  });

  const cost = { idle: 0, request: 0 };
  await steps.step('what a request costs', async () => {
    // Until the cluster answers, others may be at work on it, and until the code is as warm as it will be.
    for (let tries = 0; (await load([[25, 80]])).failed > 40; tries++)
      check(tries < 8, 'the pods do not answer in time');
    const [before, idleFrom] = [await cpuSeconds(kubectl), Date.now()];
    await new Promise((resolve) => setTimeout(resolve, 10_000));
    const [between, idleTo] = [await cpuSeconds(kubectl), Date.now()];
    const { sent, failed, failures } = await load([[20, 80]]);
    const [after, end] = [await cpuSeconds(kubectl), Date.now()];
    cost.idle = (between - before) / ((idleTo - idleFrom) / 1000) / MIN;
    const requests = sent.reduce((sum, count) => sum + count, 0);
    cost.request = (after - between - cost.idle * MIN * ((end - idleTo) / 1000)) / requests;
    check(failed < requests / 10, `${failed} of ${requests} requests failed: ${JSON.stringify(failures)}`);
    check(cost.request > 0 && cost.idle < REQUEST / 3, `${cost.request} s a request, ${cost.idle} s a second idle`);
    return `${(cost.request * 1000).toFixed(2)} ms CPU, ${(cost.idle * 1000).toFixed(1)}m idle`;
  });

  // As much as four and a half pods take, by what a request cost just now; on a busy machine it may cost half as much later.
  const peak = Math.round((4.5 * (REQUEST * (CPU / 100) - cost.idle)) / cost.request);
  const phases = [
    [QUIET, BASE],
    [BUSY, peak],
    [AFTER, BASE],
  ] as const;
  let real: SeenCurve = { wanted: [], ready: [], cpu: [] };
  let paced: Paced = { sent: [], failed: 0, failures: {}, began: 0 };
  await steps.step(`${BASE} → ${peak} → ${BASE} requests/s, up and down again`, async () => {
    // Until metrics-server has forgotten what the requests before cost.
    await new Promise((resolve) => setTimeout(resolve, 30_000));
    await apply((kind) => kind === 'HorizontalPodAutoscaler');
    await kubectl.run(['wait', '--for=condition=ScalingActive', 'hpa/scaled', '--timeout=120s']);
    const watch = watchScaling(kubectl, 'scaled');
    try {
      paced = await load(phases);
    } finally {
      real = await watch.stop(paced.began, QUIET + BUSY + AFTER);
    }
    const most = Math.max(...real.wanted);
    check(most > MIN && most <= MAX, `at most ${most} pods were wanted, where about 5 were expected`);
    check(real.wanted.at(-1) === MIN, `${real.wanted.at(-1)} pods are wanted at the end`);
    const up = real.wanted.findIndex((pods) => pods > MIN) - QUIET;
    const top = real.wanted.indexOf(most) - QUIET;
    const down = real.wanted.findLastIndex((pods) => pods > MIN) + 1 - QUIET - BUSY;
    return `first pod more after ${up} s, ${most} after ${top} s, ${MIN} again ${down} s after the load; ${paced.failed} of ${paced.sent.reduce((a, b) => a + b, 0)} requests failed ${JSON.stringify(paced.failures)}`;
  });

  await steps.step('the model on the same load', async () => {
    const window = await metricWindow(kubectl);
    // The test cluster beside the repository runs its clocks faster than Kubernetes does by itself.
    const fast = window < 12;
    const clock = fast
      ? { syncPeriod: 5, cpuInitializationPeriod: 10, metricResolution: 10, metricPhase: 3 }
      : { metricResolution: Math.round(window) };
    const { hpa, requests, container } = readAutoscaler(manifests);
    // What pods and requests really cost while this load was there, as metrics-server saw it: a figure is of the pods that were
    // ready one window and a look of the kubelet before.
    const idleCpu = quantile(
      0.5,
      range(QUIET - 20, QUIET).map((second) => real.cpu[second] ?? 0),
    );
    const costs = range(QUIET + 25, QUIET + BUSY).map(
      (second) => (((real.cpu[second] ?? 0) - idleCpu) * (real.ready[second - Math.round(window) - 5] ?? 0)) / peak,
    );
    const modelOf = (cpuPerRequest: number) => {
      const start = { containerStart: 2, ready: readyAfter(container, 1) };
      const pod = { capacity: 1 / cpuPerRequest, cpuPerRequest, idleCpu, requests, ...start };
      return { pod, ...simulate({ hpa, pod, load: Float64Array.from(paced.sent), startReplicas: MIN, clock }) };
    };
    // Code that is not warm yet costs more, and so does a busy machine: the cluster is between both models.
    const cpuPerRequest = quantile(0.5, costs.slice(-50));
    const model = modelOf(cpuPerRequest);
    const dear = modelOf(Math.max(cpuPerRequest, quantile(0.9, costs)));
    const { table, meanDifference } = compareCurves(paced.sent, real, model);
    fs.mkdirSync(OUTPUT, { recursive: true });
    fs.writeFileSync(path.join(OUTPUT, 'model-and-cluster.txt'), `${table}\n`);
    const { pod } = model;
    const record = { cost, pod, clock: { ...CLOCKWORK, ...clock }, sent: paced.sent, real, model: [...model.wanted] };
    fs.writeFileSync(path.join(OUTPUT, 'model-and-cluster.json'), `${JSON.stringify(record)}\n`);
    console.log(table);
    const [realPeak, least, most] = [real, model, dear].map(({ wanted }) => Math.max(...wanted)) as [
      number,
      number,
      number,
    ];
    const [realEnd, modelEnd] = [real.wanted.at(-1) ?? 0, model.wanted.at(-1) ?? 0];
    const expected = `${least} in the model at ${milliseconds(cpuPerRequest)}, ${most} at ${milliseconds(dear.pod.cpuPerRequest)} CPU a request`;
    check(realPeak >= least - 1 && realPeak <= most + 1, `at most ${realPeak} on the cluster, ${expected}`);
    check(Math.abs(realEnd - modelEnd) <= 1, `in the end ${realEnd} on the cluster, ${modelEnd} in the model`);
    return `at most ${realPeak}, ${expected}; ${(idleCpu * 1000).toFixed(1)}m idle; mean difference ${meanDifference.toFixed(2)} pods`;
  });
}

const quantile = (share: number, values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(share * values.length)] ?? NaN;
const milliseconds = (seconds: number): string => `${(seconds * 1000).toFixed(2)} ms`;
const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);
