import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ApiObject } from 'cdk8s';
import { z } from 'zod';
import { defineChart } from '../../lib/definition/chart-definition';
import { rule } from '../../lib/definition/rules';
import { packageChart } from '../../lib/outputs/helm/package-chart';
import { loadValues } from '../../lib/definition/load-values';
import { helm } from './helm-binary';

jest.setTimeout(60_000);

const chart = defineChart({
  name: 'shop',
  version: '1.2.3',
  description: 'A shop.',
  values: z.object({
    replicas: z.int().min(1).max(10).default(2).describe('Pods.'),
    min: z.int().min(0).max(10).default(1),
    max: z.int().min(0).max(10).default(5),
    host: z.string().min(1).optional().describe('Host that is served.'),
    tls: z.boolean().default(false),
    image: z.object({ tag: z.string().min(1).default('1.0') }),
  }),
  rules: [rule.atMost('min', 'max'), rule.requires(rule.truthy('tls'), 'host', 'TLS needs a host')],
  build(scope, { replicas, min, max, host, tls, image }, release) {
    new ApiObject(scope, 'it', {
      apiVersion: 'example.org/v1',
      kind: 'Shop',
      metadata: { name: release.name },
      spec: {
        replicas,
        min,
        max,
        host,
        tls,
        template: { spec: { containers: [{ name: 'a', image: `shop:${image.tag}` }] } },
      },
    });
  },
  notes: (_values, release) => `Installed as ${release.name}.`,
  test: (_values, release) => ({ url: `http://${release.name}:8080/`, contains: 'ok' }),
});

let folder = '';
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'chart-'));
  packageChart(chart, { outdir: folder });
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

const refusal = (...args: string[]): string => {
  try {
    helm('template', 'x', path.join(folder, 'shop'), ...args);
  } catch (error) {
    return String((error as { stderr?: string }).stderr);
  }
  return 'not refused';
};

const sameRefusal = (values: Record<string, unknown>): string => {
  try {
    loadValues(chart, { name: 'test', values });
  } catch (error) {
    return (error as Error).message;
  }
  return 'not refused';
};

test('helm lint --strict finds nothing', () => {
  expect(helm('lint', '--strict', path.join(folder, 'shop'))).toContain('0 chart(s) failed');
});

test('the archive is one that helm reads, and the same chart gives the same bytes', () => {
  const archive = path.join(folder, 'shop-1.2.3.tgz');
  const first = fs.readFileSync(archive);
  packageChart(chart, { outdir: folder });

  expect(fs.readFileSync(archive).equals(first)).toBe(true);
  expect(helm('show', 'chart', archive)).toContain('version: 1.2.3');
  expect(helm('template', 'x', archive)).toContain('image: "shop:1.0"');
});

test.each([
  ['an unknown value', ['--set', 'replica=3'], { replica: 3 }, 'replica'],
  ['an unknown value in a section', ['--set', 'image.tagg=3'], { image: { tagg: '3' } }, 'tagg'],
  ['a value out of bounds', ['--set', 'replicas=11'], { replicas: 11 }, 'replicas'],
  ['a value of another type', ['--set-string', 'replicas=3'], { replicas: '3' }, 'replicas'],
])('%s is refused by Helm and by synth, with its name', (_what, args, values, name) => {
  expect(refusal(...args)).toContain(name);
  expect(sameRefusal(values)).toContain(name);
});

test('a rule between values is refused by Helm and by synth with the same words', () => {
  expect(refusal('--set', 'min=7')).toContain('min does not fit: min must be at most max');
  expect(sameRefusal({ min: 7 })).toContain('min does not fit: min must be at most max');
  expect(refusal('--set', 'tls=true')).toContain('host does not fit: TLS needs a host');
  expect(sameRefusal({ tls: true })).toContain('host does not fit: TLS needs a host');
});

test('global values of an umbrella chart are let in', () => {
  expect(refusal('--set', 'global.imageRegistry=example.org')).toBe('not refused');
});

test('an optional value may be null', () => {
  expect(refusal('--set', 'host=null')).toBe('not refused');
  expect(sameRefusal({ host: null })).toBe('not refused');
});
