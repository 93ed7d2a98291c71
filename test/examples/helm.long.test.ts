import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { blueGreen } from '../../examples/blue-green/chart';
import { django } from '../../examples/django/chart';
import { flaskPair } from '../../examples/flask-pair/chart';
import { helmAt } from '../../lib/cli/run-helm';
import { verifyChart } from '../../lib/outputs/helm/verify-chart';
import { packageChart } from '../../lib/outputs/helm/package-chart';
import { helm, helmBinary } from '../helm/helm-binary';

jest.setTimeout(580_000);

test.each([
  ['flask-pair', flaskPair],
  ['django', django],
  ['blue-green', blueGreen],
])('%s is a Helm chart, too, which renders what it synthesizes', (name, definition) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'example-'));
  packageChart(definition, { outdir: folder, archive: false });
  // It has no icon: a recommendation, and no reason to bring one.
  expect(helm('lint', path.join(folder, name))).toContain('0 chart(s) failed');
  fs.rmSync(folder, { recursive: true });
  const { differences } = verifyChart(definition, { helm: helmAt(helmBinary()), random: 20, seed: 1 });
  expect(differences).toEqual([]);
});
