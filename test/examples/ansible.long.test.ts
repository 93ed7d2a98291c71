import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { EXAMPLES } from './run-example';

// ansible-core and ansible-lint of Debian. The part on a cluster is in test/cluster/ansible.ts.
jest.setTimeout(300_000);

const EXAMPLE = path.join(EXAMPLES, 'ansible');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ansible-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

/** @throws with all that was printed: Ansible reports errors on standard output */
function run(program: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: EXAMPLE, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ended with ${status}:\n${stdout}\n${stderr}`);
  return stdout;
}

test('ansible-lint finds nothing, with its strictest profile', () => {
  expect(run('ansible-lint', '--offline', '--strict', '--profile=production', '--nocolor', '--parseable')).toBe('');
});

test.each(['site.yml', 'app.yml'])('%s is a playbook', (playbook) => {
  expect(run('ansible-playbook', '--syntax-check', '--inventory=inventory.example.yml', playbook)).toContain(playbook);
});

describe('on a server whose K3s release is a folder and whose k3s writes down what it is asked', () => {
  const release = path.join(folder, 'release');
  const k3s = path.join(folder, 'bin/k3s');
  const asked = path.join(folder, 'asked');
  const archives = path.join(folder, 'archives');
  const binary = `#!/bin/sh\necho "$@" >> ${asked}\n`;
  const variables = {
    k3s_release_url: `file://${release}`,
    k3s_file: 'k3s',
    k3s_binary: k3s,
    k3s_config_folder: path.join(folder, 'etc'),
    k3s_unit_folder: path.join(folder, 'units'),
    images_k3s: k3s,
    images_folder: path.join(folder, 'images'),
    images_archives: [path.join(archives, 'one.tar'), path.join(archives, 'two.tar')],
  };

  /** @returns how many tasks changed something */
  const play = (more: Record<string, unknown> = {}): number => {
    const playbook = path.join(folder, 'play.json');
    const tasks = [
      { 'ansible.builtin.import_role': { name: 'k3s', tasks_from: 'install' } },
      { 'ansible.builtin.import_role': { name: 'images' } },
    ];
    // There is nothing to restart.
    const facts = { ansible_facts: { service_mgr: 'none', architecture: 'x86_64' } };
    const all = { ...variables, ...facts, ...more };
    const plays = [{ hosts: 'localhost', connection: 'local', gather_facts: false, vars: all, tasks }];
    fs.writeFileSync(playbook, JSON.stringify(plays));
    const out = run('ansible-playbook', '--inventory=localhost,', playbook);
    return Number(/changed=(\d+)/.exec(out)?.[1]);
  };

  beforeAll(() => {
    for (const name of ['release', 'bin', 'units', 'archives']) fs.mkdirSync(path.join(folder, name));
    const sum = createHash('sha256').update(binary).digest('hex');
    fs.writeFileSync(path.join(release, 'k3s'), binary);
    fs.writeFileSync(path.join(release, 'sha256sum-amd64.txt'), `${'0'.repeat(64)}  k3s-arm64\n${sum}  k3s\n`);
    for (const name of ['one.tar', 'two.tar']) fs.writeFileSync(path.join(archives, name), name);
  });

  test('fails for a binary that is not the one of the checksum, and installs none', () => {
    expect(() => play({ k3s_checksum: `sha256:${'1'.repeat(64)}` })).toThrow(/checksum/);
    expect(fs.existsSync(k3s)).toBe(false);
  });

  test('installs K3s and the images, and changes nothing the second time', () => {
    expect(play()).toBeGreaterThan(0);
    expect(fs.statSync(k3s).mode & 0o777).toBe(0o755);
    expect(fs.readFileSync(path.join(folder, 'units/k3s.service'), 'utf8')).toContain(`ExecStart=${k3s} server`);
    expect(fs.readFileSync(path.join(folder, 'etc/config.yaml'), 'utf8')).toContain("write-kubeconfig-mode: '0600'");
    const imported = ['one.tar', 'two.tar'].map((name) => `ctr images import ${path.join(folder, 'images', name)}`);
    expect(fs.readFileSync(asked, 'utf8').trim().split('\n')).toEqual(imported);
    expect(play()).toBe(0);
    expect(fs.readFileSync(asked, 'utf8').trim().split('\n')).toEqual(imported);
  });

  test('an image that changed is imported', () => {
    fs.rmSync(asked);
    fs.writeFileSync(path.join(archives, 'two.tar'), 'another');
    expect(play()).toBeGreaterThan(0);
    expect(fs.readFileSync(asked, 'utf8')).toContain('two.tar');
  });

  test('fails without archives, with how to make them', () => {
    expect(() => play({ images_archives: [] })).toThrow(/npm run images/);
  });
});
