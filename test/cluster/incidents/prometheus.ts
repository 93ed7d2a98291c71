import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import YAML from 'yaml';
import type { RuleGroup } from '../../../lib/monitoring/rule-groups';
import { ensureDebianPackage } from '../../apps/reverse-proxy/fixture/debian-package';
import { freePort } from '../../apps/reverse-proxy/fixture/server-process';
import type { Kubectl } from '../kubectl';
import { startRelay } from './relay';

const PROMETHEUS = '/usr/bin/prometheus';

export interface ClusterPrometheus {
  /** The first value of an instant query; undefined when it gives nothing. */
  value(expr: string): Promise<number | undefined>;
  stop(): Promise<void>;
}

interface Pod {
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly spec: {
    readonly containers: readonly {
      readonly ports?: readonly { readonly name?: string; readonly containerPort: number }[];
    }[];
  };
  readonly status: { readonly podIP?: string };
}

/** A pod with an admin port as a target, with the labels that the operator and its ServiceMonitor give it. */
function targetOf({ metadata, spec, status }: Pod, relay: string): object[] {
  const { name, namespace, labels = {} } = metadata;
  const admin = spec.containers.flatMap(({ ports = [] }) => ports).find((port) => port.name === 'admin');
  if (!admin || status.podIP === undefined) return [];
  const job = `${labels['app.kubernetes.io/instance']}-${labels['app.kubernetes.io/component']}`;
  return [
    {
      targets: [relay],
      labels: { __metrics_path__: `/${status.podIP}/${admin.containerPort}`, namespace, job, pod: name },
    },
  ];
}

/**
 * A real Prometheus beside the cluster, with these rules as they are. It asks the pods of a namespace by way of a pod of it. Debian's
 * knows no Kubernetes: the pods are told to it.
 */
export async function startClusterPrometheus(
  kubectl: Kubectl,
  groups: readonly RuleGroup[],
  alertmanager: string,
): Promise<ClusterPrometheus> {
  ensureDebianPackage('prometheus', PROMETHEUS);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cluster-prometheus-'));
  const write = (name: string, content: string): string => {
    fs.writeFileSync(path.join(folder, name), content, { mode: 0o600 });
    return path.join(folder, name);
  };
  const relay = await startRelay(kubectl);
  const targets = path.join(folder, 'targets.json');
  const discover = async (): Promise<void> => {
    const { items } = await kubectl.json<{ readonly items: readonly Pod[] }>(['get', 'pods']);
    const content = JSON.stringify(items.flatMap((pod) => targetOf(pod, relay.address)));
    if (fs.existsSync(targets) && fs.readFileSync(targets, 'utf8') === content) return;
    // In one go: Prometheus reads it at any time.
    fs.writeFileSync(`${targets}.new`, content);
    fs.renameSync(`${targets}.new`, targets);
  };
  await discover();
  // The API of a busy cluster may fail to answer for once.
  const discovery = setInterval(() => void discover().catch(() => undefined), 2000);
  const config = {
    global: { scrape_interval: '5s', scrape_timeout: '4s', evaluation_interval: '30s' },
    rule_files: [write('rules.yaml', YAML.stringify({ groups }, { aliasDuplicateObjects: false }))],
    alerting: { alertmanagers: [{ static_configs: [{ targets: [alertmanager] }] }] },
    scrape_configs: [
      {
        job_name: 'pods',
        honor_labels: true,
        file_sd_configs: [{ files: [targets] }],
      },
    ],
  };
  const address = `127.0.0.1:${await freePort()}`;
  const file = write('prometheus.yaml', YAML.stringify(config));
  const own = [`--config.file=${file}`, `--storage.tsdb.path=${path.join(folder, 'data')}`];
  const child = spawn(PROMETHEUS, [...own, `--web.listen-address=${address}`, '--log.level=warn'], {
    stdio: 'inherit',
  });
  const ended = once(child, 'close');
  return {
    async value(expr) {
      const answer = (await (
        await fetch(`http://${address}/api/v1/query?query=${encodeURIComponent(expr)}`)
      ).json()) as {
        data: { result: { value: [number, string] }[] };
      };
      const [first] = answer.data.result;
      return first && Number(first.value[1]);
    },
    async stop() {
      clearInterval(discovery);
      relay.stop();
      child.kill('SIGTERM');
      await ended;
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}
