import type { Kubectl } from '../kubectl';
import { check } from '../steps';
import type { Digests } from './place';

interface RunningPod {
  readonly metadata: { readonly name: string };
  readonly spec: { readonly containers: readonly { readonly name: string; readonly image: string }[] };
  readonly status: {
    readonly phase: string;
    readonly containerStatuses?: readonly { readonly name: string; readonly imageID: string }[];
  };
}

/**
 * Checks that the pods of a release run images by the digests that were pushed, whole: with the contract's options of node,
 * and with a compile cache that node takes.
 * @returns which, e.g. `echo, urlpath on v24.21.0`
 */
export async function runsByDigest(kubectl: Kubectl, release: string, digests: Digests): Promise<string> {
  const selector = ['--selector', `app.kubernetes.io/instance=${release}`];
  const { items } = await kubectl.json<{ readonly items: readonly RunningPod[] }>(['get', 'pods', ...selector]);
  const seen = new Map<string, string>();
  for (const { metadata, spec, status } of items.filter(({ status }) => status.phase === 'Running')) {
    for (const { name, image } of spec.containers) {
      const [service, pushed] =
        Object.entries(digests).find(([, { repository }]) => image.startsWith(`${repository}:`)) ?? [];
      check(!image.startsWith('chartwright/'), `${metadata.name} runs ${image}, which no value of the chart could pin`);
      if (service === undefined || pushed === undefined) continue; // another's image, e.g. PostgreSQL
      check(image === `${pushed.repository}:${pushed.tag}@${pushed.digest}`, `${metadata.name}: ${image}`);
      const id = status.containerStatuses?.find((container) => container.name === name)?.imageID ?? '';
      check(id === `${pushed.repository}@${pushed.digest}`, `${metadata.name} runs ${id}`);
      seen.set(service, await started(kubectl, metadata.name, name));
    }
  }
  check(seen.size > 0, `no pod of ${release} has an image of ours`);
  return `${[...seen.keys()].sort().join(', ')}; ${[...new Set(seen.values())].join(', ')}`;
}

/** How node was started in a container, and what it makes of the compile cache there. */
async function started(kubectl: Kubectl, pod: string, container: string): Promise<string> {
  const node = ['exec', pod, '--container', container, '--', 'node'];
  const command = `require('fs').readFileSync('/proc/1/cmdline', 'utf8').split('\\0').slice(0, -1)`;
  const text = await kubectl.run([
    ...node,
    '--print',
    `JSON.stringify([process.version, process.getuid(), ${command}])`,
  ]);
  const [version, uid, words] = JSON.parse(text) as [string, number, string[]];
  check(uid !== 0, `${pod} runs as root`);
  // All of them: the compile cache's key depends on each.
  const options = words.slice(1, words.indexOf('/app/server.js'));
  check(options.length > 0, `${pod} was started without the options of its contract: ${words.join(' ')}`);
  if (Number(version.slice(1).split('.')[0]) >= 22) {
    const load = `process.env.PORT = process.env.ADMIN_PORT = '0'; process.stdout.write = () => true;
      try { require('/app/server.js') } finally { process.reallyExit(0) }`;
    const debug = ['exec', pod, '--container', container, '--', 'env', 'NODE_DEBUG_NATIVE=COMPILE_CACHE', 'node'];
    const ran = await kubectl.try([...debug, ...options, '--eval', load]);
    check(
      /code cache for CommonJS \/app\/server\.js was accepted/.test(ran.stderr + ran.stdout),
      `${ran.stdout}\n${ran.stderr}`,
    );
  }
  return `node ${version} ${options.join(' ')}, uid ${uid}`;
}
