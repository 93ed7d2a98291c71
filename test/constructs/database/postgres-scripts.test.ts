import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DUMP_SCRIPT, RESTORE_SCRIPT } from '../../../lib/constructs/database/postgres-scripts';

/** What stands in for PostgreSQL's programs, which the cluster suite runs for real. */
const PROGRAMS = {
  psql: 'echo "$NOW"',
  pg_dump: 'for arg; do case $arg in --file=*) file=${arg#--file=} ;; esac; done; echo half >"$file"; eval "$DUMP"',
  pg_restore: 'echo "$@"',
};
let root: string;
let backup: string;

beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'backup-'));
  backup = path.join(root, 'backup');
  fs.writeFileSync(path.join(root, 'password'), 'secret');
  for (const folder of ['backup', 'bin']) fs.mkdirSync(path.join(root, folder));
  for (const [name, text] of Object.entries(PROGRAMS))
    fs.writeFileSync(path.join(root, 'bin', name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
});
afterEach(() => fs.rmSync(root, { recursive: true }));

const started = (script: string, env: Record<string, string>) => {
  const here = script
    .replace(/\/(?:tmp|credentials)\/(?=said|list|password)/g, `${root}/`)
    .replaceAll('/backup/', `${backup}/`);
  const PATH = `${path.join(root, 'bin')}:${process.env['PATH']}`;
  const child = spawn('sh', ['-c', here], { env: { PATH, KEEP: '3', PGDATABASE: 'shop', DUMP: ':', ...env } });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  const ended = new Promise<{ code: number | null; said: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, said: said.replaceAll(backup, '/backup') })),
  );
  return { child, ended };
};
const dump = (now: string, env: Record<string, string> = {}) => started(DUMP_SCRIPT, { NOW: now, ...env }).ended;
const restore = (time: string) => started(RESTORE_SCRIPT, { RESTORE_TIME: time }).ended;
const files = () => fs.readdirSync(backup).sort();
const complete = () =>
  files()
    .filter((name) => name.endsWith('.complete'))
    .map((name) => name.slice(0, 2));

test('the newest dumps are kept, each with its mark', async () => {
  for (const now of ['01', '02', '03', '04']) await dump(now);
  expect(files()).toEqual(['02', '03', '04'].flatMap((now) => [`${now}.dump`, `${now}.dump.complete`]));
});

test('what stopped runs left goes before the next dump, and older dumps than are kept too, even when the dump fails', async () => {
  for (const now of ['01', '02', '03']) await dump(now);
  fs.writeFileSync(path.join(backup, '00.dump'), 'half');
  fs.writeFileSync(path.join(backup, '09.dump.complete'), '');
  const { code, said } = await dump('04', { KEEP: '2', DUMP: 'echo the server is gone >&2; exit 1' });
  expect([code, said]).toEqual([1, 'the server is gone\n']);
  expect(files()).toEqual(['02', '03'].flatMap((now) => [`${now}.dump`, `${now}.dump.complete`]));
});

test('on a full volume the oldest dump makes room, but never the last one', async () => {
  for (const now of ['01', '02', '03']) await dump(now);
  const twoFit =
    '[ $(ls "${file%/*}" | grep -c "dump$") -le 2 ] || { echo "pg_dump: No space left on device" >&2; exit 1; }';
  expect((await dump('04', { DUMP: twoFit })).code).toBe(0);
  expect(complete()).toEqual(['03', '04']);
  const { code, said } = await dump('05', { DUMP: 'echo "pg_dump: No space left on device" >&2; exit 1' });
  expect([code, said]).toEqual([1, expect.stringContaining('make it larger')]);
  expect(files()).toEqual(['04.dump', '04.dump.complete']);
});

test('a dump that hangs ends when it is told to, and leaves nothing', async () => {
  await dump('01');
  const { child, ended } = started(DUMP_SCRIPT, { NOW: '02', DUMP: 'exec sleep 600' });
  while (!fs.existsSync(path.join(backup, '02.dump'))) await new Promise((resolve) => setTimeout(resolve, 10));
  child.kill('SIGTERM');
  expect((await ended).code).toBe(143);
  expect(files()).toEqual(['01.dump', '01.dump.complete']);
});

test('a restore takes the newest dump, or the newest of the time that it is told', async () => {
  for (const now of ['2026-11-27_03-17-00', '2026-11-28_03-17-00', '2026-11-28_15-00-00']) await dump(now);
  expect((await restore('')).said).toContain('restored /backup/2026-11-28_15-00-00.dump\n');
  expect((await restore('2026-11-27')).said).toContain('restored /backup/2026-11-27_03-17-00.dump\n');
  expect((await restore('2026-11-28_03')).said).toContain('restored /backup/2026-11-28_03-17-00.dump\n');
});

test('a restore of a time without a dump fails with those that there are', async () => {
  await dump('2026-11-27_03-17-00');
  const nothing = "there is no dump of '2025'; there are:\n  2026-11-27_03-17-00\n";
  expect(await restore('2025')).toEqual({ code: 1, said: nothing });
});
