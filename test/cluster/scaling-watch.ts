import { bytesOf } from '../../lib/kubernetes/quantity';
import type { Kubectl } from './kubectl';
import { readyPods } from './pods';

/** What was seen, one figure for each second. */
export interface SeenCurve {
  readonly wanted: readonly number[];
  readonly ready: readonly number[];
  /** CPU of one pod on average, in cores, as the autoscaler sees it. */
  readonly cpu: readonly number[];
}

interface Hpa {
  readonly status?: {
    readonly currentMetrics?: readonly {
      readonly resource?: { readonly current: { readonly averageValue?: string } };
    }[];
  };
}
interface Deployment {
  readonly spec: { readonly replicas?: number };
  readonly status: { readonly readyReplicas?: number };
}

/** Looks at a Deployment that an autoscaler looks after every two seconds or so, until it is told to stop; gives the seconds from a time on. */
export function watchScaling(
  kubectl: Kubectl,
  name: string,
): { stop(from: number, seconds: number): Promise<SeenCurve> } {
  const seen: { time: number; wanted: number; ready: number; cpu: number }[] = [];
  let stopped = false;
  const looking = (async (): Promise<void> => {
    while (!stopped) {
      const { code, stdout } = await kubectl.try(['get', `hpa/${name}`, `deployment/${name}`, '--output', 'json']);
      // The API of a busy cluster may fail to answer for once.
      if (code !== 0) continue;
      const [hpa, { spec, status }] = (JSON.parse(stdout) as { readonly items: [Hpa, Deployment] }).items;
      const cpu = bytesOf(hpa.status?.currentMetrics?.[0]?.resource?.current.averageValue) ?? 0;
      seen.push({
        time: Date.now(),
        wanted: spec.replicas ?? 0,
        ready: status.readyReplicas ?? 0,
        cpu,
      });
      await new Promise((resolve) => setTimeout(resolve, 2000));
    }
  })();
  return {
    async stop(from, seconds) {
      stopped = true;
      await looking;
      const at = (second: number): (typeof seen)[number] | undefined =>
        seen.findLast(({ time }) => time <= from + second * 1000) ?? seen[0];
      const curve = (of: 'wanted' | 'ready' | 'cpu'): number[] =>
        Array.from({ length: seconds }, (_, second) => at(second)?.[of] ?? 0);
      return { wanted: curve('wanted'), ready: curve('ready'), cpu: curve('cpu') };
    },
  };
}

/** CPU seconds that the pods of release `scaled` have used, by their own count. */
export async function cpuSeconds(kubectl: Kubectl): Promise<number> {
  const ask = `fetch('http://127.0.0.1:3001/metrics').then((r) => r.text()).then((t) => console.log(t))`;
  let sum = 0;
  for (const { name } of await readyPods(kubectl, 'scaled', 'scaled')) {
    const metrics = await kubectl.run(['exec', name, '--', 'node', '-e', ask]);
    sum += Number(/^process_cpu_seconds_total(?:\{.*\})? (\S+)/m.exec(metrics)?.[1] ?? NaN);
  }
  return sum;
}

/** Seconds that metrics-server's figures of a pod are over: how often it asks. */
export async function metricWindow(kubectl: Kubectl): Promise<number> {
  const list = await kubectl.run(['get', '--raw', `/apis/metrics.k8s.io/v1beta1/namespaces/${kubectl.namespace}/pods`]);
  const { items } = JSON.parse(list) as { readonly items: readonly { readonly window: string }[] };
  const windows = items.map(({ window }) => Number.parseFloat(window)).sort((a, b) => a - b);
  return windows[Math.floor(windows.length / 2)] ?? NaN;
}
