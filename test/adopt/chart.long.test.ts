import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { helmBinary } from '../helm/helm-binary';
import { judge } from './judge/judge';

jest.setTimeout(300_000);

let out = '';
beforeAll(() => (out = fs.mkdtempSync(path.join(os.tmpdir(), 'adopted-'))));
afterAll(() => fs.rmSync(out, { recursive: true }));

test.each(['flask-tutorial', 'express-two', 'kustomized', 'custom-resources', 'optional-parts'])(
  '%s: the real Helm renders of the adopted chart what the YAML says, in each environment',
  async (input) => {
    const folder = path.join(__dirname, 'inputs', input);
    const options = { out: path.join(out, input), helm: helmBinary(), compile: true };
    const { stopped, chart, environments } = await judge(folder, input, options);
    expect({ stopped, chart }).toEqual({});
    expect(environments.length).toBeGreaterThan(0);
    for (const { yaml, chart: of } of environments) expect({ yaml, of }).toEqual({});
  },
);
