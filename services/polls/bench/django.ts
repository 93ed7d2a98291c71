import type { DatabaseConfig } from '@chartwright/kit/database/database';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { firstAnswer } from './contender';
import type { Contender } from './contender';

const folder = resolve('services/polls/bench/django');
const fixture = JSON.stringify([
  { model: 'polls.question', pk: 1, fields: { question_text: 'What’s new?', pub_date: '1970-01-01T00:00:00Z' } },
  ...['Not much', 'The sky', 'Just hacking again'].map((text, i) => ({
    model: 'polls.choice',
    pk: i + 1,
    fields: { question: 1, choice_text: text, votes: 0 },
  })),
]);

const environment = (config: DatabaseConfig) => ({
  PATH: process.env['PATH'],
  PGHOST: config.host,
  PGPORT: String(config.port),
  PGDATABASE: config.name,
  PGUSER: config.user,
  PGPASSWORD: config.password,
  DJANGO_SECRET_KEY: 'only-for-the-benchmark-0123456789abcdef',
  PYTHONDONTWRITEBYTECODE: '',
});

/** A virtual environment with Django and gunicorn; made on the first run. */
export function djangoPython(venv: string): string {
  const python = join(venv, 'bin', 'python');
  try {
    execFileSync(python, ['-c', 'import django, gunicorn, psycopg'], { stdio: 'ignore' });
  } catch {
    execFileSync('python3', ['-m', 'venv', venv]);
    execFileSync(join(venv, 'bin', 'pip'), ['install', '-q', '-r', join(folder, 'requirements.txt')]);
  }
  return python;
}

export function fillDjango(python: string, config: DatabaseConfig): void {
  const manage = (args: readonly string[], input?: string) =>
    execFileSync(python, ['manage.py', ...args], { cwd: folder, env: environment(config), input });
  manage(['migrate', '-v', '0']);
  manage(['loaddata', '--format=json', '-v', '0', '-'], fixture);
}

/** The tutorial's application under gunicorn with sync workers. */
export async function startDjango(
  venv: string,
  config: DatabaseConfig,
  port: number,
  workers: number,
): Promise<Contender> {
  const began = performance.now();
  const gunicorn = join(venv, 'bin', 'gunicorn');
  const child = spawn(
    gunicorn,
    ['-w', String(workers), '-b', `127.0.0.1:${port}`, '--log-level', 'error', 'mysite.wsgi'],
    {
      cwd: folder,
      env: environment(config),
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  const url = `http://127.0.0.1:${port}`;
  await firstAnswer(`${url}/polls/1/`);
  const startMs = performance.now() - began;
  const stop = async () => {
    child.kill('SIGTERM');
    await once(child, 'close');
  };
  return { name: 'django', urls: [url], processes: [child], startMs, stop };
}
