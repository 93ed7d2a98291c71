import { Application } from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1';
import { Kustomization } from '@kubernetes-models/flux-cd/kustomize.toolkit.fluxcd.io/v1';
import { GitRepository } from '@kubernetes-models/flux-cd/source.toolkit.fluxcd.io/v1';
import { OCIRepository } from '@kubernetes-models/flux-cd/source.toolkit.fluxcd.io/v1beta2';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { hello } from '../../lib/apps/charts';
import { loadValues } from '../../lib/definition/load-values';
import { EXAMPLES } from './run-example';

// Each render synthesizes, in a process of its own.
jest.setTimeout(120_000);

const EXAMPLE = path.join(EXAMPLES, 'gitops');

describe('rendering to a branch', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gitops-'));
  const repository = path.join(folder, 'deployments.git');
  afterAll(() => fs.rmSync(folder, { recursive: true }));

  const git = (...argv: string[]): string => {
    const { status, stdout, stderr } = spawnSync('git', ['-C', repository, ...argv], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    return stdout.trim();
  };
  const render = (args: readonly string[] = [], env: Record<string, string> = {}) => {
    const program = ['lib/cli/run-main.js', 'examples/gitops/render-to-branch.ts'];
    const to = ['--repository', repository, '--branch', 'rendered/test', '--main', 'examples/umbrella/main.ts'];
    const clean = Object.entries(process.env).filter(([key]) => !/^(CHARTWRIGHT_|GIT_)/.test(key));
    // As in CI, where git knows nobody.
    const nobody = { HOME: folder, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
    const options = { encoding: 'utf8', env: { ...Object.fromEntries(clean), ...nobody, ...env } } as const;
    return spawnSync(process.execPath, [...program, ...to, ...args], options);
  };
  const commits = (): number => Number(git('rev-list', '--count', 'rendered/test'));
  const files = (): string[] => git('ls-tree', '-r', '--name-only', 'rendered/test').split('\n');

  beforeAll(() => spawnSync('git', ['init', '--quiet', '--bare', repository]));

  test('makes the branch, with the rendered manifests and nothing else', () => {
    const { status, stderr } = render();
    expect([status, stderr]).toEqual([0, '']);
    expect(files()).toEqual(['hello.k8s.yaml', 'urlpath.k8s.yaml']);
    expect(commits()).toBe(1);
    expect(git('log', '-1', '--format=%an <%ae>%n%b', 'rendered/test')).toMatch(
      /^chartwright <chartwright@localhost>\nSynthesized from [0-9a-f]{7,}/,
    );
  });

  test('commits nothing when nothing changed', () => {
    expect(render().stdout).toBe('rendered/test: nothing changed\n');
    expect(commits()).toBe(1);
  });

  test('commits what changed, on top of what was there', () => {
    const { status, stdout } = render([], { CHARTWRIGHT_SET: 'urlpath.replicas=5' });
    expect(status).toBe(0);
    expect(stdout).toContain('urlpath.k8s.yaml');
    expect(commits()).toBe(2);
    const changed = git('diff', '--unified=0', 'rendered/test~', 'rendered/test').split('\n');
    expect(changed.filter((line) => /^[+-] /.test(line))).toEqual(['-  replicas: 2', '+  replicas: 5']);
  });

  test('a chart that is gone goes from the branch, so that the cluster loses it too', () => {
    expect(render(['--main', 'examples/flask-pair/main.ts']).status).toBe(0);
    expect(files()).toEqual(['flask-pair.k8s.yaml']);
  });

  test('fails for values that are not valid, and commits nothing', () => {
    const before = commits();
    const { status, stderr } = render([], { CHARTWRIGHT_SET: 'urlpath.replicas=-1' });
    expect(status).toBe(1);
    expect(stderr).toContain('replicas is -1');
    expect(commits()).toBe(before);
  });

  test('fails for a repository that is not there, with what git says', () => {
    const { status, stderr } = render(['--repository', path.join(folder, 'nowhere.git')]);
    expect(status).toBe(1);
    expect(stderr).toContain('nowhere.git');
  });

  test('fails without a branch', () => {
    const program = ['lib/cli/run-main.js', 'examples/gitops/render-to-branch.ts'];
    const { status, stderr } = spawnSync(process.execPath, [...program, '--repository', repository], {
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([2, expect.stringContaining('--branch')]);
  });
});

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Any = any;
const objectsIn = (...file: string[]): Any[] =>
  parseAllDocuments(fs.readFileSync(path.join(EXAMPLE, ...file), 'utf8')).map((document) => {
    expect(document.errors).toEqual([]);
    return document.toJS() as unknown;
  });

describe('what Argo CD and Flux are given', () => {
  const [argoBranch] = objectsIn('rendered-manifests', 'argo-cd.yaml');
  const [argoChart] = objectsIn('chart-from-oci', 'argo-cd.yaml');
  const [gitRepository, kustomization] = objectsIn('rendered-manifests', 'flux.yaml');
  const [ociRepository, helmRelease] = objectsIn('chart-from-oci', 'flux.yaml');

  test('is valid by their own schemas', () => {
    for (const application of [argoBranch, argoChart]) new Application(application).validate();
    new GitRepository(gitRepository).validate();
    new Kustomization(kustomization).validate();
    // v1 has the fields of v1beta2; the models have no v1 yet, and no HelmRelease v2 with its chartRef.
    new OCIRepository({ ...ociRepository, apiVersion: 'source.toolkit.fluxcd.io/v1beta2' }).validate();
    expect(() => new OCIRepository({ ...ociRepository, spec: {} }).validate()).toThrow(/interval|url/);
  });

  test('is the same branch of the same repository for both', () => {
    expect(gitRepository.spec.url).toBe(argoBranch.spec.source.repoURL);
    expect(gitRepository.spec.ref.branch).toBe(argoBranch.spec.source.targetRevision);
    expect(kustomization.spec.sourceRef).toEqual({ kind: gitRepository.kind, name: gitRepository.metadata.name });
    expect(kustomization.spec.targetNamespace).toBe(argoBranch.spec.destination.namespace);
  });

  test('is a chart of this repository in its version, with values that it takes', () => {
    const { source } = argoChart.spec;
    expect(source.repoURL.split('/').pop()).toBe(hello.name);
    expect(source.targetRevision).toBe(hello.version);
    expect(ociRepository.spec).toMatchObject({ url: source.repoURL, ref: { tag: hello.version } });
    expect(helmRelease.spec.chartRef).toEqual({ kind: ociRepository.kind, name: ociRepository.metadata.name });
    expect(helmRelease.metadata.namespace).toBe(ociRepository.metadata.namespace);
    expect(helmRelease.spec.values).toEqual(source.helm.valuesObject);
    const values = loadValues(hello, { name: 'argo-cd.yaml', values: source.helm.valuesObject });
    expect(values.urlpath).toMatchObject({ replicas: 3, host: 'paths.example.com' });
  });

  test('prunes, heals, and names no place that is not of example.com', () => {
    for (const { spec } of [argoBranch, argoChart])
      expect(spec.syncPolicy.automated).toEqual({ prune: true, selfHeal: true });
    expect(kustomization.spec.prune).toBe(true);
    const texts = fs.readdirSync(EXAMPLE, { recursive: true, encoding: 'utf8' }).filter((file) => /\.yaml$/.test(file));
    for (const file of texts) {
      const urls = fs.readFileSync(path.join(EXAMPLE, file), 'utf8').match(/\w+:\/\/[^/\s]+/g) ?? [];
      for (const url of urls) expect(url).toMatch(/\.example\.com$|kubernetes\.default\.svc$/);
    }
  });
});
