import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { ROOT, RUN_MAIN } from '../cli/run';
import { EXAMPLES } from './run-example';

jest.setTimeout(120_000);

const read = (file: string): string => fs.readFileSync(path.join(EXAMPLES, 'review', file), 'utf8');

/** The line that looks at the change, of either file. */
const LINES: readonly (readonly [string, string])[] = [
  [
    'github.yml',
    parse(read('github.yml')).jobs.manifests.steps.find((step: { id?: string }) => step.id === 'diff').run,
  ],
  ['gitlab.yml', parse(read('gitlab.yml')).manifests.script.at(-1)],
];

const deployment = (spec: string): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n${spec}`;
const WEB = deployment(
  '  selector:\n    matchLabels: {app: web}\n  template:\n    metadata:\n      labels: {app: web}\n    spec:\n      containers:\n      - {name: web, image: "web:1"}\n',
);

/** Runs a line where `main` has WEB and the branch has another. */
function review(line: string, yaml: string): { status: number | null; markdown: string } {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'review-'));
  try {
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@localhost', ...args], {
        cwd: folder,
        stdio: 'pipe',
      });
    fs.mkdirSync(path.join(folder, 'dist'));
    fs.mkdirSync(path.join(folder, 'bin'));
    fs.writeFileSync(path.join(folder, 'dist/web.k8s.yaml'), WEB);
    git('init', '--quiet');
    git('add', 'dist');
    git('commit', '--quiet', '--message', 'main');
    git('update-ref', 'refs/remotes/origin/main', 'HEAD');
    fs.writeFileSync(path.join(folder, 'dist/web.k8s.yaml'), yaml);
    // npx, with the command of this repository in the package's place.
    const command = `#!/bin/sh\nshift\nexec ${process.execPath} ${RUN_MAIN} ${path.join(ROOT, 'lib/cli/chartwright.ts')} "$@"\n`;
    fs.writeFileSync(path.join(folder, 'bin/npx'), command, { mode: 0o755 });
    const env = { ...process.env, PATH: `${path.join(folder, 'bin')}:${process.env.PATH}`, GITHUB_BASE_REF: '' };
    const { status } = spawnSync('sh', ['-e', '-c', line], { cwd: folder, env });
    return { status, markdown: fs.readFileSync(path.join(folder, 'changes.md'), 'utf8') };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

test.each(LINES)('%s writes what a change does, and is content with what is taken', (_file, line) => {
  const { status, markdown } = review(line, WEB.replace('web:1', 'web:2'));
  expect([status, markdown.split('\n')[0]]).toEqual([0, '### Manifests: 1 changed; 1 rolls pods']);
});

test.each(LINES)('%s fails for what would be refused, and says it all the same', (_file, line) => {
  const { status, markdown } = review(line, WEB.replaceAll('{app: web}', '{app: other}'));
  expect(status).toBe(1);
  expect(markdown).toContain('would fail');
});

test('the preset of Renovate finds every tag of charts and values, and nothing else', () => {
  const { customManagers } = JSON.parse(read('renovate.json')) as { customManagers: { matchStrings: string[] }[] };
  const found = (manager: number, text: string): string[] =>
    (customManagers[manager]?.matchStrings ?? []).flatMap((pattern) =>
      [...text.matchAll(new RegExp(pattern, 'g'))].map(({ groups }) => `${groups?.depName} ${groups?.currentValue}`),
    );
  const chart = `image: { repository: 'ghcr.io/acme/shop', tag: '1.4.2' },\nimage: 'localhost:5000/acme/mail:2.0',\nimage: 'nginx:1.29-alpine',\nname: 'shop'`;
  expect(found(0, chart)).toEqual(['ghcr.io/acme/shop 1.4.2', 'localhost:5000/acme/mail 2.0', 'nginx 1.29-alpine']);
  const values = `image:\n  repository: ghcr.io/acme/shop\n  tag: "1.4.2"\nother: { image: { repository: redis, tag: '8.2' } }\n`;
  expect(found(1, values)).toEqual(['ghcr.io/acme/shop 1.4.2', 'redis 8.2']);
});
