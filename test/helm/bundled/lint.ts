import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { AnyChartDefinition } from '../../../lib/definition/chart-definition';
import { archive } from '../../../lib/outputs/helm/archive';
import { writeFiles } from '../../../lib/outputs/write';
import { helm } from '../helm-binary';
import { compiled } from './compiled';
import type { Rule } from './rule';

/** What the real Helm says of the chart by itself. */
export const lintRule = (chart: AnyChartDefinition): Rule => [
  'the real Helm takes it, strictly, and renders it with its own values.yaml',
  () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lint-'));
    const { files } = compiled(chart);
    writeFiles(path.join(folder, chart.name), files);
    writeFiles(folder, new Map([['chart.tgz', archive(chart.name, files)]]));
    expect(helm('lint', '--strict', path.join(folder, chart.name))).toContain('1 chart(s) linted, 0 chart(s) failed');
    expect(helm('template', 'x', path.join(folder, 'chart.tgz'))).toMatch(/^kind: Deployment$/m);
    fs.rmSync(folder, { recursive: true });
  },
];
