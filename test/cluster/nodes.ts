import fs from 'node:fs';
import { TEST_CLUSTER } from './test-cluster';
import { run, type Kubectl } from './kubectl';
import { check } from './steps';

/** A node's failure and its return. */
export interface NodePower {
  stop(node: string): Promise<void>;
  start(node: string): Promise<void>;
}

/**
 * How nodes of this cluster are stopped and started: by the commands CHARTWRIGHT_STOP_NODE and CHARTWRIGHT_START_NODE,
 * which get the node's name as their last word, or by the test cluster.
 * @throws when there is neither
 */
export function nodePower(): NodePower {
  const { CHARTWRIGHT_STOP_NODE: stop, CHARTWRIGHT_START_NODE: start } = process.env;
  if (stop && start) return { stop: (node) => shell(`${stop} ${node}`), start: (node) => shell(`${start} ${node}`) };
  check(
    fs.existsSync(TEST_CLUSTER),
    'a node cannot be stopped: set CHARTWRIGHT_STOP_NODE and CHARTWRIGHT_START_NODE to commands that do it, e.g. "ssh admin sudo virsh destroy"',
  );
  const number = (node: string): string => node.replace(/^node/, '');
  return {
    stop: (node) => shell(`"${TEST_CLUSTER}" stop-node ${number(node)}`),
    start: (node) => shell(`"${TEST_CLUSTER}" start-node ${number(node)}`),
  };
}

async function shell(command: string): Promise<void> {
  const ran = await run('bash', ['-c', command], { timeoutMs: 120_000 });
  check(ran.code === 0, `${command}: ${ran.stderr.trim() || ran.stdout.trim()}`);
}

/** Names of the nodes that take pods. */
export async function nodeNames(kubectl: Kubectl): Promise<string[]> {
  const { items } = await kubectl.json<{
    readonly items: readonly {
      readonly metadata: { readonly name: string };
      readonly spec: { unschedulable?: true };
    }[];
  }>(['get', 'nodes']);
  return items.filter(({ spec }) => !spec.unschedulable).map(({ metadata }) => metadata.name);
}

export function nodeAddress(kubectl: Kubectl, node: string): Promise<string> {
  const path = 'jsonpath={.status.addresses[?(@.type=="InternalIP")].address}';
  return kubectl.run(['get', 'node', node, '--output', path]);
}
