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
  await steps.step('dumps are kept as many as asked for', async () => {
    await kubectl.run(['set', 'env', 'cronjob/polls-database-backup', 'KEEP=2']);
    let last = '';
    for (const name of ['backup-2', 'backup-3', 'backup-4'])
      last = await runJob(kubectl, 'polls-database-backup', name);
    check(last.includes('2 kept'), last);
    return last.trim();
  });
}

/** Runs a CronJob now, to its end. @returns what it printed */
async function runJob(kubectl: Kubectl, cronJob: string, name: string): Promise<string> {
  await kubectl.run(['create', 'job', `--from=cronjob/${cronJob}`, name]);
  const ran = await kubectl.try(['wait', '--for=condition=Complete', `job/${name}`, '--timeout=120s']);
  const log = await kubectl.try(['logs', `job/${name}`]);
  check(ran.code === 0, `${name}: ${ran.stderr.trim()}\n${log.stdout}${log.stderr}`);
  return log.stdout;
}

async function secret(kubectl: Kubectl, name: string, key: string): Promise<string> {
  const { data } = await kubectl.json<{ data: Record<string, string> }>(['get', 'secret', name]);
  return Buffer.from(data[key] ?? '', 'base64').toString();
}
