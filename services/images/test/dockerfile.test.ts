import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultBaseImage } from '../cli';
import { withNodeOptions } from '../dockerfile';

const dockerfile = readFileSync(join(__dirname, '..', '..', 'Dockerfile'), 'utf8');
const lines = dockerfile.split('\n');
const instructions = (name: string) =>
  lines.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1));

test('no instruction needs a shell', () => {
  for (const command of [...instructions('RUN'), ...instructions('ENTRYPOINT'), ...instructions('CMD')]) {
    expect(JSON.parse(command)).toEqual(expect.arrayContaining(['node']));
  }
});

test('runs as a numeric user that is not root, as runAsNonRoot asks', () => {
  expect(instructions('USER').at(-1)).toMatch(/^[1-9]\d*:[1-9]\d*$/);
});

test('the base image is an argument, with the public default that --help names', () => {
  expect(instructions('ARG')[0]).toBe(`BASE_IMAGE=${defaultBaseImage}`);
  expect(instructions('FROM')).toEqual(['${BASE_IMAGE}']);
});

test('the options of node go before the file that it runs, at run time and when the compile cache is filled', () => {
  const commands = withNodeOptions(dockerfile, ['--max-semi-space-size=8', '--no-warnings'])
    .split('\n')
    .filter((line) => /^(RUN|ENTRYPOINT) /.test(line));
  expect(commands).toEqual([
    'RUN ["node", "--hash-seed=1", "--max-semi-space-size=8", "--no-warnings", "/app/fill-compile-cache.js"]',
    'ENTRYPOINT ["node", "--max-semi-space-size=8", "--no-warnings", "/app/server.js"]',
  ]);
});

test('nothing but those two lines is changed', () => {
  const changed = withNodeOptions(dockerfile, ['--x']).split('\n');
  expect(changed.filter((line, i) => line !== lines[i])).toHaveLength(2);
});
