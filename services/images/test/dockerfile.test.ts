import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultBaseImage } from '../cli';

const lines = readFileSync(join(__dirname, '..', '..', 'Dockerfile'), 'utf8').split('\n');
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
