import fs from 'node:fs';
import path from 'node:path';
import { Client } from './client';
import { chartwright } from './chartwright';
import { eventually } from './eventually';
import type { Kubectl } from './kubectl';
import { readyPods } from './pods';
import { check, type Steps } from './steps';
import { noFailure } from './under-load';

const BASE = 'http://polls-web:8000';
const QUESTION = 'Does it last?';
const script = fs.readFileSync(path.join(__dirname, 'polls-visit.js'), 'utf8');

/** PollsStack on a cluster: from nothing to a logged-in admin, and that nothing is lost whatever happens. */
export async function polls(steps: Steps, kubectl: Kubectl): Promise<void> {
  const client = new Client(kubectl, 'chartwright/polls:0.1.0');
  const visit = async <T>(what: string, base: string, ...args: string[]): Promise<T> =>
    JSON.parse(await kubectl.run(['exec', 'client', '--', 'node', '-e', script, what, base, ...args])) as T;
  const votes = async (base = BASE): Promise<number | null> =>
    (await visit<{ votes: number | null }>('votes', base, QUESTION)).votes;

  let password = '';
  await steps.step('namespace that enforces "restricted"', async () => {
    await kubectl.freshNamespace();
    return kubectl.namespace;
  });
  await steps.step('kubectl apply of dist/polls.k8s.yaml, from nothing', async () => {
    const applied = await kubectl.run(['apply', '--filename', 'dist/polls.k8s.yaml']);
    await kubectl.allReady(300);
    await client.start();
    return `${applied.trim().split('\n').length} objects`;
  });
  await steps.step('a logged-in admin, without a secret made by hand', async () => {
    password = await secret(kubectl, 'polls-credentials', 'superuser-password');
    const { text } = await visit<{ text: string }>('login', BASE, 'admin', password);
    check(text === 'Welcome, admin', text);
    return text;
  });
  await steps.step('apply again keeps the passwords', async () => {
    await kubectl.run(['apply', '--filename', 'dist/polls.k8s.yaml']);
    const again = await secret(kubectl, 'polls-credentials', 'superuser-password');
    check(again === password, 'the password changed');
    return 'the same';
  });
  await steps.step('replicas 1 to 3 share the data', async () => {
    await kubectl.run(['scale', 'deployment/polls-web', '--replicas=1']);
    await visit('add', BASE, 'admin', password, QUESTION);
    await kubectl.run(['scale', 'deployment/polls-web', '--replicas=3']);
    await kubectl.allReady();
    const { counted } = await visit<{ counted: number }>('vote', BASE, QUESTION, '60');
    const seen = new Set<number | null>();
    for (const { ip } of await readyPods(kubectl, 'polls', 'web')) seen.add(await votes(`http://${ip}:8000`));
    check(counted === 60 && seen.size === 1 && seen.has(60), `${counted} counted, seen ${[...seen].join()}`);
    return '60 votes through 3 pods, and each pod says 60';
  });
  await steps.step('rolling update under load', async () => {
    let result = '';
    const url = `${BASE}/polls/`;
    const load = await client.load({ url, host: 'polls', expected: QUESTION }, async () => {
      await kubectl.run(['rollout', 'restart', 'deployment/polls-web']);
      await kubectl.allReady();
      result = 'all pods new';
    });
    return noFailure(load, result);
  });
  await steps.step('the database pod is deleted, the data is there again', async () => {
    await kubectl.run(['delete', 'pod', 'polls-database-0']);
    await kubectl.run(['rollout', 'status', 'statefulset/polls-database', '--timeout=180s']);
    await kubectl.allReady();
    const after = await eventually(() => votes(), 60);
    check(after === 60, `${after} votes`);
    return '60 votes';
  });
  await steps.step('a backup, restored into a fresh release', async () => {
    await runJob(kubectl, 'polls-database-backup', 'backup-now');
    const yaml = await chartwright([
      'synth',
      'polls',
      '--release',
      'fresh',
      '--set',
      'replicas=1,exposure.ingress.host=fresh.example.com,database.embedded.backup.existingClaim=polls-database-backup',
    ]);
    await kubectl.run(['apply', '--filename', '-'], yaml);
    await kubectl.allReady(300);
    const log = await runJob(kubectl, 'fresh-database-restore', 'restore');
    const restored = await votes('http://fresh-web:8000');
    check(restored === 60, `${restored} votes restored; ${log}`);
    // The dump has the users too: the password of the release that it is of.
    const { text } = await visit<{ text: string }>('login', 'http://fresh-web:8000', 'admin', password);
    return `60 votes; ${text}; ${log.trim().split('\n').pop()}`;
  });
  await steps.step('a dump of a time, by the beginning of its name; a wrong one says which there are', async () => {
    const [dumped] = (await runJob(kubectl, 'polls-database-backup', 'backup-named')).match(/\d{4}-[\d_-]+/) ?? [];
    const log = await runJob(kubectl, 'polls-database-restore', 'restore-named', setEnv('RESTORE_TIME', dumped ?? ''));
    check(log.includes(`restored /backup/${dumped}.dump`), log);
    const wrong = runJob(kubectl, 'polls-database-restore', 'restore-wrong', setEnv('RESTORE_TIME', '1999'), 20);
    const said = await wrong.then(String, (error: Error) => error.message);
    check(said.includes(`there is no dump of '1999'; there are:`) && said.includes(dumped ?? ''), said);
    return dumped ?? '';
  });
  await steps.step('a full volume: the oldest dumps make room for each new one, and no part of one stays', async () => {
    const log = await runJob(kubectl, 'polls-database-backup', 'backup-full', tenTimesOnSmallVolume);
    check((log.match(/dumped to/g) ?? []).length === 10 && log.includes('no room for another dump'), log);
    const [parts, whole] = (log.trim().split('\n').pop() ?? '').split(' ').map(Number);
    check(parts === whole && whole !== undefined && whole > 0 && whole < 10, log);
    return `10 dumps made, ${whole} fit, ${log.match(/no room/g)?.length} made room`;
  });
  await steps.step('a dump that hangs on a lock is ended by its deadline, and the next one is made', async () => {
    const holder = runJob(kubectl, 'polls-database-backup', 'lock', ({ spec }) => {
      const hold = 'begin; lock table question; select pg_sleep(30)';
      for (const container of spec.template.spec.containers)
        container.command = ['sh', '-c', `PGPASSWORD=$(cat /credentials/password) psql -c '${hold}'`];
    });
    await eventually(() => kubectl.run(['wait', '--for=condition=Ready', 'pod', '--selector=job-name=lock']));
    const hung = await runJob(kubectl, 'polls-database-backup', 'backup-hung', deadline(10), 60).then(
      () => 'was made all the same',
      (error: Error) => error.message,
    );
    check(hung.includes('DeadlineExceeded'), hung);
    await holder;
    return (await runJob(kubectl, 'polls-database-backup', 'backup-after')).trim();
  });
  await steps.step('dumps are kept as many as asked for', async () => {
    await kubectl.run(['set', 'env', 'cronjob/polls-database-backup', 'KEEP=2']);
    let last = '';
    for (const name of ['backup-2', 'backup-3', 'backup-4'])
      last = await runJob(kubectl, 'polls-database-backup', name);
    check(last.includes('2 kept'), last);
    return last.trim();
  });
}

/** A Job as far as these tests change it. */
interface Job {
  spec: {
    activeDeadlineSeconds: number;
    template: {
      spec: {
        containers: { command: string[]; env: { name: string; value?: string }[] }[];
        volumes: { name: string; emptyDir?: object; persistentVolumeClaim?: object }[];
      };
    };
  };
}

const setEnv =
  (name: string, value: string) =>
  ({ spec: { template } }: Job): void => {
    for (const { env } of template.spec.containers) for (const one of env) if (one.name === name) one.value = value;
  };

const deadline =
  (seconds: number) =>
  ({ spec }: Job): void => {
    spec.activeDeadlineSeconds = seconds;
  };

/** Room for a few dumps of the test's database, in memory, as the volumes of the test cluster have no size. Prints what is left. */
function tenTimesOnSmallVolume({ spec: { template } }: Job): void {
  const { containers, volumes } = template.spec;
  template.spec.volumes = volumes.map((volume) =>
    volume.name === 'backup' ? { name: 'backup', emptyDir: { medium: 'Memory', sizeLimit: '96Ki' } } : volume,
  );
  const count = 'set -- /backup/*.dump; all=$#; set -- /backup/*.complete; echo "$all $#"';
  for (const container of containers)
    container.command = [
      'sh',
      '-c',
      `for i in 1 2 3 4 5 6 7 8 9 10; do sh -c "$1" || exit 1; sleep 1; done; ${count}`,
      'sh',
      container.command[2] ?? '',
    ];
}

/** Runs a CronJob now, to its end. @param change of the Job before it runs @returns what it printed @throws with that when it fails */
async function runJob(
  kubectl: Kubectl,
  cronJob: string,
  name: string,
  change: (job: Job) => void = () => undefined,
  seconds = 120,
): Promise<string> {
  const from = ['create', 'job', `--from=cronjob/${cronJob}`, name, '--dry-run=client'];
  const job = await kubectl.json<Job>(from);
  change(job);
  await kubectl.run(['create', '--filename', '-'], JSON.stringify(job));
  const ended = await kubectl.try([
    'wait',
    `--for=jsonpath={.status.conditions[?(@.status=="True")].type}`,
    `job/${name}`,
    `--timeout=${seconds}s`,
  ]);
  const log = await kubectl.try(['logs', `job/${name}`]);
  const { status } = await kubectl.json<{ status: object }>(['get', `job/${name}`]);
  const done = 'succeeded' in status;
  check(
    ended.code === 0 && done,
    `${name}: ${ended.stderr.trim()}\n${JSON.stringify(status)}\n${log.stdout}${log.stderr}`,
  );
  return log.stdout;
}

async function secret(kubectl: Kubectl, name: string, key: string): Promise<string> {
  const { data } = await kubectl.json<{ data: Record<string, string> }>(['get', 'secret', name]);
  return Buffer.from(data[key] ?? '', 'base64').toString();
}
