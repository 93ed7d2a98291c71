import childProcess from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Yaml } from 'cdk8s';
import { renderingOnce } from '../../../lib/definition/entry/rendered-once';

let folder: string;
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rendered-once-'))));
afterEach(() => {
  jest.restoreAllMocks();
  fs.rmSync(folder, { recursive: true, force: true });
});

const write = (name: string, kind: string): string => {
  const file = path.join(folder, name);
  fs.writeFileSync(file, `apiVersion: v1\nkind: ${kind}\nmetadata: { name: web }\n`);
  return file;
};

test('a file is read by another process once for what is in it, whatever it is called, and each reader has objects of its own', () => {
  const processes = jest.spyOn(childProcess, 'execFileSync');
  const [first, second, other] = renderingOnce(() => {
    const read = Yaml.load(write('a.yaml', 'Service')) as { kind: string }[];
    for (const object of read) object.kind = 'Changed';
    return [read, Yaml.load(write('b.yaml', 'Service')), Yaml.load(write('b.yaml', 'Secret'))];
  }) as { kind: string }[][];
  expect([first, second, other].map((objects) => objects?.map(({ kind }) => kind))).toEqual([
    ['Changed'],
    ['Service'],
    ['Secret'],
  ]);
  expect(processes).toHaveBeenCalledTimes(2);
});

test('a chart is rendered once for the same arguments and values, and outside of it each time', () => {
  const helm = path.join(folder, 'helm');
  const runs = path.join(folder, 'runs');
  fs.writeFileSync(helm, `#!/bin/sh\necho run >> ${runs}\ncat "$3"\n`, { mode: 0o755 });
  const render = (values: string, name: string): string => {
    const file = path.join(folder, `${name}.yaml`);
    fs.writeFileSync(file, values);
    return childProcess.spawnSync(helm, ['template', '-f', file, 'web']).stdout.toString();
  };
  expect(renderingOnce(() => [render('a: 1', 'x'), render('a: 1', 'y'), render('a: 2', 'y')])).toEqual([
    'a: 1',
    'a: 1',
    'a: 2',
  ]);
  expect(fs.readFileSync(runs, 'utf8')).toBe('run\nrun\n');
  render('a: 1', 'x');
  expect(fs.readFileSync(runs, 'utf8')).toBe('run\nrun\nrun\n');
});
