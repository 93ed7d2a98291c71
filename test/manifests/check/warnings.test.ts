import { App, Chart, Include } from 'cdk8s';
import { acceptWarning, synthApp } from '../../../lib';
import { formatProblem, manifestWarnings } from '../../../lib/manifests/check';
import { checkedFiles } from '../../../lib/outputs/plain/checked-files';
import { cleanSet, KNOWN, manifestsOf, type Objects } from './clean-set';

const told = (objects: Objects): string[] =>
  manifestWarnings(manifestsOf(objects), { known: KNOWN }).map(
    ({ path, field, problem, rule }) => `${path.slice('app/'.length)} ${field}: ${problem} (${rule})`,
  );

/** A set in which no pod may be root. */
function quietSet(): Objects {
  const objects = cleanSet();
  for (const key of ['web', 'database', 'credentials']) {
    objects[key].spec.template.spec.securityContext = { runAsNonRoot: true };
  }
  objects.backup.spec.jobTemplate.spec.template.spec.securityContext = { runAsUser: 999 };
  return objects;
}

const container = (objects: Objects) => objects.web.spec.template.spec.containers[0];
const pod = (objects: Objects) => objects.web.spec.template.spec;
const CONTAINER = 'web spec.template.spec.containers[0]';

test('there is no warning about pods that are no root and named images', () => {
  expect(told(quietSet())).toEqual([]);
});

test.each<[string, (objects: Objects) => unknown, string[]]>([
  [
    'a privileged container',
    (o) => (container(o).securityContext = { privileged: true }),
    [`${CONTAINER}.securityContext.privileged: is true: the container can do all that its node can (pod-security)`],
  ],
  [
    'namespaces of the node',
    (o) => (pod(o).hostPID = true),
    ['web spec.template.spec.hostPID: is true: the pod shares it with its node (pod-security)'],
  ],
  [
    'files of the node',
    (o) => pod(o).volumes.push({ name: 'docker', hostPath: { path: '/var/run/docker.sock' } }),
    ['web spec.template.spec.volumes[3].hostPath: mounts /var/run/docker.sock of the node (pod-security)'],
  ],
  [
    'a root container in a pod that is none',
    (o) => (container(o).securityContext = { runAsUser: 0, runAsNonRoot: false }),
    [`${CONTAINER}.securityContext: lets it run as root (pod-security)`],
  ],
  [
    'a capability that reaches out',
    (o) => (container(o).securityContext = { capabilities: { add: ['SYS_ADMIN', 'CHOWN'] } }),
    [`${CONTAINER}.securityContext.capabilities.add: adds SYS_ADMIN (pod-security)`],
  ],
  [
    'a role for everything',
    (o) => (o.role.rules = [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }]),
    ["role rules[0]: allows '*' of '*' (open-role)"],
  ],
  [
    'an image without a tag, and one whose tag moves',
    (o) => {
      container(o).image = 'localhost:5000/web';
      pod(o).initContainers[0].image = 'web:latest';
    },
    [
      "web spec.template.spec.initContainers[0].image: 'web:latest' is another image tomorrow (moving-tag)",
      `${CONTAINER}.image: 'localhost:5000/web' has no tag (moving-tag)`,
    ],
  ],
  [
    'a password as a variable',
    (o) => container(o).env.push({ name: 'DB_PASSWORD', value: 'hunter2' }, { name: 'TOKEN_FILE', value: 'x' }),
    [`${CONTAINER}.env[3].value: 'DB_PASSWORD' is in plain sight (plain-password)`],
  ],
  [
    'a ConfigMap that is too large for the annotation of kubectl apply',
    (o) => (o.config.data.more = 'x'.repeat(260 * 1024)),
    [expect.stringMatching(/^config metadata.annotations: \d+ bytes are too much .* \(applied-size\)$/)],
  ],
])('warns of %s, and of nothing else', (_, change, warnings) => {
  const objects = quietSet();
  change(objects);
  expect(told(objects)).toEqual(warnings);
});

describe('acceptWarning', () => {
  const app = (): { app: App; chart: Chart } => {
    const app = new App({ outdir: 'test-output/warnings' });
    const chart = new Chart(app, 'agent');
    new Include(chart, 'file', { url: `${__dirname}/fixture/agent.yaml` });
    return { app, chart };
  };

  test('takes the warnings of a rule away, below a construct or of one object', () => {
    const { app: one } = app();
    const rules = checkedFiles(one).warnings.map(({ rule }) => rule);
    expect(new Set(rules)).toEqual(new Set(['pod-security', 'moving-tag']));

    const { app: two, chart } = app();
    acceptWarning(chart, 'pod-security', 'it reads the logs of its node', 'DaemonSet agent');
    expect(checkedFiles(two).warnings.map(formatProblem)).toEqual([
      "[agent/file/agent-daemonset] DaemonSet agent: spec.template.spec.containers[0].image: 'agent' has no tag. " +
        'Write a version as its tag, or a digest. (moving-tag)',
    ]);
  });

  test('is what synthApp says to do', () => {
    const said: string[] = [];
    const spy = jest.spyOn(console, 'error').mockImplementation((text: string) => void said.push(text));
    synthApp(app().app);
    spy.mockRestore();
    expect(said.join('\n')).toMatch(/Warnings: 4\. .*acceptWarning\(construct, 'rule', 'reason'\)/);
  });
});
