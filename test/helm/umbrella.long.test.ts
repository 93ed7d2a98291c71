import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { hello, urlpath } from '../../lib/apps/charts';
import { defineChart } from '../../lib/definition/chart-definition';
import { packageChart } from '../../lib/outputs/helm/package-chart';
import { helm } from './helm-binary';

const umbrella = defineChart({
  name: 'everything',
  version: '0.1.0',
  description: 'Several apps at once.',
  icon: 'https://example.com/icon.svg',
  values: z.object({ apps: z.object({ urlpath: z.boolean().default(true), hello: z.boolean().default(false) }) }),
  dependencies: [
    { definition: urlpath, condition: 'apps.urlpath' },
    { definition: hello, condition: 'apps.hello' },
  ],
  build: () => undefined,
});

describe('the real Helm takes', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lint-'));
  const inFolder = (name: string): string => path.join(folder, name);
  const kinds = (yaml: string): string[] => [...yaml.matchAll(/^kind: (\w+)$/gm)].map((match) => match[1] as string);

  afterAll(() => fs.rmSync(folder, { recursive: true }));

  test('an umbrella chart, whose conditions switch the apps and whose values reach them', () => {
    packageChart(umbrella, { outdir: folder });
    const chart = inFolder('everything');
    expect(helm('lint', '--strict', chart)).toContain('0 chart(s) failed');
    const one = helm('template', 'x', chart, '--set', 'urlpath.replicas=5');
    expect(kinds(one).filter((kind) => kind === 'Deployment')).toHaveLength(1);
    expect(one).toContain('replicas: 5');
    const both = helm('template', 'x', chart, '--set', 'apps.hello=true');
    expect(kinds(both).filter((kind) => kind === 'Deployment')).toHaveLength(4);
    expect(kinds(helm('template', 'x', chart, '--set', 'apps.urlpath=false'))).toEqual([]);
    expect(() => helm('template', 'x', chart, '--set', 'urlpath.replcas=5')).toThrow(/replcas/);
  });
});
