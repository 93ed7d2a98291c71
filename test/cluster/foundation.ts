import type { Client } from './client';
import { chartwright } from './chartwright';
import { eventually } from './eventually';
import type { Kubectl } from './kubectl';
import { nodeAddress, nodeNames } from './nodes';
import { readyPods, spread, type Pod } from './pods';
import { check, type Steps } from './steps';
import { underLoad } from './under-load';

const HELLO = 'http://hello-proxy:8080';
const URLPATH = 'urlpath.example.com';
const ECHO = 'echo.example.com';

/** The foundation on a cluster: `kubectl apply -f dist` and all that a user does next. */
export async function foundation(steps: Steps, kubectl: Kubectl, client: Client): Promise<void> {
  await steps.step('namespace that enforces "restricted"', async () => {
    await kubectl.freshNamespace();
    return kubectl.namespace;
  });
  await steps.step('kubectl apply -f dist', async () => {
    const applied = await kubectl.run(['apply', '--filename', 'dist']);
    check(!/unchanged|configured/.test(applied), applied);
    return `${applied.trim().split('\n').length} objects created`;
  });
  await steps.step('all Deployments ready', async () => {
    await kubectl.allReady();
    await client.start();
    return 'ready';
  });
  await steps.step('kubectl apply -f dist again changes nothing', async () => {
    const before = await versions(kubectl);
    await kubectl.run(['apply', '--filename', 'dist']);
    const after = await versions(kubectl);
    check(before === after, `before:\n${before}\nafter:\n${after}`);
    const diff = await kubectl.try(['diff', '--filename', 'dist']);
    check(diff.code === 0, diff.stdout);
    return 'nothing';
  });

  await answers(steps, kubectl, client);
  await changes(steps, kubectl, client);
}

/** Requests by every way in. */
async function answers(steps: Steps, kubectl: Kubectl, client: Client): Promise<void> {
  const ask = async (
    name: string,
    url: () => Promise<string> | string,
    host: string,
    expected: (body: string) => boolean,
  ): Promise<void> =>
    steps.step(name, async () => {
      const at = await url();
      // Until proxies and controllers know of pods that have only just become ready.
      const body = await eventually(async () => {
        const answer = await client.get(at, host);
        check(answer.status === 200, `GET ${at} with Host ${host}: ${answer.status} ${answer.body}`);
        return answer.body;
      }, 30);
      check(expected(body), `GET ${at} with Host ${host}: 200 ${body}`);
      return body.trim().slice(0, 60);
    });
  const isPath = (body: string): boolean => body.trim() === 'this/is/a/test';

  await ask('the path through the proxy, by Host', () => `${HELLO}/this/is/a/test/`, URLPATH, isPath);
  await ask(
    'another backend by Host',
    () => `${HELLO}/x`,
    ECHO,
    (body) => (JSON.parse(body) as { path: string }).path === '/x',
  );
  await steps.step('an unknown Host is not found', async () => {
    const { status } = await client.get(`${HELLO}/x`, 'nobody.example.com');
    check(status === 404, `status ${status}`);
    return '404';
  });
  await ask('NodePort', () => nodePortUrl(kubectl, 'hello-proxy'), URLPATH, isPath);
  await ask('Ingress', () => ingressUrl(kubectl), 'any.example.com', isPath);
  await ask(
    'a proxy whose backends are values',
    () => 'http://reverse-proxy:8080/this/is/a/test/',
    'paths.example.com',
    isPath,
  );
  await steps.step('Gateway API HTTPRoute, of a second release of urlpath beside the first', async () => {
    const values = 'exposure.type=gateway,exposure.gateway.name=traefik,exposure.gateway.namespace=traefik';
    const yaml = await chartwright([
      'synth',
      'urlpath',
      '--release',
      'routed',
      '--set',
      `${values},exposure.gateway.hostnames={gw.example.com}`,
    ]);
    await kubectl.run(['apply', '--filename', '-'], yaml);
    await kubectl.allReady();
    // The gateway takes a moment to see the route.
    await eventually(async () => {
      const { status, body } = await client.get(await ingressUrl(kubectl), 'gw.example.com');
      check(status === 200 && isPath(body), `${status} ${body}`);
    }, 30);
    await kubectl.run(['delete', '--filename', '-', '--wait=false'], yaml);
    return 'this/is/a/test';
  });
  await steps.step('the network policy keeps others out', async () => {
    const { status } = await client.get('http://hello-urlpath:3000/x', 'x');
    check(status === 0, `a pod that nothing references reached hello-urlpath: ${status}`);
    return 'no connection';
  });
}

/** What goes on while requests come in. */
async function changes(steps: Steps, kubectl: Kubectl, client: Client): Promise<void> {
  const loaded = (name: string, during: () => Promise<string>): Promise<void> =>
    underLoad(steps, client, name, () => ({ url: `${HELLO}/load`, host: URLPATH, expected: 'load' }), during);
  const scale = (replicas: number): Promise<string> =>
    kubectl.run(['scale', 'deployment/hello-urlpath', `--replicas=${replicas}`]);
  const pods = (): Promise<Pod[]> => readyPods(kubectl, 'hello', 'urlpath');

  await loaded('scale 1 → 7 under load', async () => {
    await scale(1);
    await kubectl.allReady();
    await scale(7);
    await kubectl.allReady();
    return `ready on ${spread(await pods())}`;
  });
  await steps.step('every new pod gets requests', async () => {
    const before = await served(kubectl, await pods());
    await client.load({ url: `${HELLO}/load`, host: URLPATH, expected: 'load', seconds: 5 }, async () => undefined);
    const after = await served(kubectl, await pods());
    const idle = [...after].filter(([pod, count]) => count <= (before.get(pod) ?? 0)).map(([pod]) => pod);
    check(after.size === 7 && idle.length === 0, `no request reached ${idle.join(', ')}`);
    return `${after.size} pods served`;
  });
  await loaded('a pod deleted under load', async () => {
    const [pod] = await pods();
    check(pod !== undefined, 'there is no pod');
    await kubectl.run(['delete', `pod/${pod.name}`, '--wait=false']);
    return pod.name;
  });
  await loaded('rolling update of the backend under load', async () => {
    await kubectl.run(['rollout', 'restart', 'deployment/hello-urlpath']);
    await kubectl.allReady();
    return 'all pods new';
  });
  await loaded('rolling update of the proxy under load', async () => {
    await kubectl.run(['rollout', 'restart', 'deployment/hello-proxy']);
    await kubectl.allReady();
    return 'all pods new';
  });
  await steps.step('backends that go and come back are found again', async () => {
    await scale(0);
    await kubectl.run([
      'wait',
      '--for=delete',
      'pod',
      '--selector',
      'app.kubernetes.io/instance=hello,app.kubernetes.io/component=urlpath',
      '--timeout=120s',
    ]);
    const gone = await client.get(`${HELLO}/x`, URLPATH);
    check(gone.status >= 502 && gone.status <= 504, `without a pod: ${gone.status} ${gone.body}`);
    await scale(2);
    await kubectl.allReady();
    const began = Date.now();
    await eventually(async () => {
      const { status } = await client.get(`${HELLO}/x`, URLPATH);
      check(status === 200, `a minute after the pods came back: ${status}`);
    }, 60);
    return `${gone.status} without pods; back ${((Date.now() - began) / 1000).toFixed(1)} s after they were ready`;
  });
}

/** Requests that each pod has answered, by its own count. */
async function served(kubectl: Kubectl, pods: readonly Pod[]): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const { name } of pods) {
    const script = `fetch('http://127.0.0.1:3001/metrics').then((r) => r.text()).then((t) => console.log(t))`;
    const metrics = await kubectl.run(['exec', name, '--', 'node', '-e', script]);
    const lines = metrics.split('\n').filter((line) => /^http_request\w*_count\b/.test(line));
    counts.set(
      name,
      lines.reduce((sum, line) => sum + Number(line.split(' ').pop()), 0),
    );
  }
  return counts;
}

/**
 * Generation of every object: it counts changes of what an object asks for. (kubectl's own `configured` says nothing
 * here: of a PodDisruptionBudget it says so each time, since the API declares the selector as replaced on every patch.)
 */
function versions(kubectl: Kubectl): Promise<string> {
  const columns = 'KIND:.kind,NAME:.metadata.name,GENERATION:.metadata.generation';
  return kubectl.run(['get', '--filename', 'dist', '--output', `custom-columns=${columns}`]);
}

async function nodePortUrl(kubectl: Kubectl, service: string): Promise<string> {
  const nodePort = await kubectl.run(['get', `service/${service}`, '--output', 'jsonpath={.spec.ports[0].nodePort}']);
  return `http://${await anyNode(kubectl)}:${nodePort}/this/is/a/test/`;
}

/** Through the ingress controller: CHARTWRIGHT_INGRESS is its address as pods see it, by default that of the test cluster. */
async function ingressUrl(kubectl: Kubectl): Promise<string> {
  const ingress = process.env.CHARTWRIGHT_INGRESS ?? `${await anyNode(kubectl)}:30000`;
  return `http://${ingress}/this/is/a/test/`;
}

async function anyNode(kubectl: Kubectl): Promise<string> {
  const [node] = await nodeNames(kubectl);
  check(node !== undefined, 'no node takes pods');
  return nodeAddress(kubectl, node);
}
