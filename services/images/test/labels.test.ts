import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { labelsOf } from '../labels';
import type { ServiceSource } from '../services';

jest.setTimeout(30_000);

const root = mkdtempSync(join(tmpdir(), 'labels-'));
afterAll(() => rmSync(root, { recursive: true }));

const git = (...argv: string[]): string =>
  execFileSync('git', ['-C', root, '-c', 'user.name=a', '-c', 'user.email=a@b', ...argv], { encoding: 'utf8' }).trim();

function write(path: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), String(Math.random()));
}

/** @returns the commit */
function commit(...paths: string[]): string {
  paths.forEach(write);
  git('add', '--all');
  git('commit', '--quiet', '--message', 'a');
  return git('rev-parse', 'HEAD');
}

const service: ServiceSource = {
  name: 'one',
  folder: join(root, 'services/one'),
  version: '1.2.3',
  description: 'One.',
  license: 'MIT',
  entry: '',
  files: [],
};
const labels = () => labelsOf(service, { tag: '1.2.4', baseImage: 'node:24', epoch: 86_400 });
const revision = async () => (await labels())['org.opencontainers.image.revision'];

beforeAll(() => {
  git('init', '--quiet');
  commit('services/one/server.ts', 'services/two/server.ts', 'services/kit/kit.ts', 'services/images/a.ts');
});

test('say what an image is, by the names of OCI', async () => {
  expect(await labels()).toEqual({
    'org.opencontainers.image.title': 'one',
    'org.opencontainers.image.description': 'One.',
    'org.opencontainers.image.licenses': 'MIT',
    'org.opencontainers.image.version': '1.2.4',
    'org.opencontainers.image.created': '1970-01-02T00:00:00.000Z',
    'org.opencontainers.image.base.name': 'node:24',
    'org.opencontainers.image.revision': git('rev-parse', 'HEAD'),
  });
});

test.each(['services/one/server.ts', 'services/kit/kit.ts', 'services/Dockerfile', 'package-lock.json'])(
  'the revision is the last commit of what is in the image: %s',
  async (path) => {
    const changed = commit(path);
    commit('README.md', 'services/two/server.ts', 'services/one/test/server.test.ts');
    expect(await revision()).toBe(changed);
  },
);

test('what is not committed is said to be', async () => {
  write('services/two/server.ts');
  expect(await revision()).not.toContain('dirty');
  write('services/one/server.ts');
  expect(await revision()).toMatch(/^[0-9a-f]{40}-dirty$/);
  git('checkout', '--quiet', '.');
});

test('sources without git have no revision', async () => {
  rmSync(join(root, '.git'), { recursive: true });
  expect(await labels()).not.toHaveProperty(['org.opencontainers.image.revision']);
});
