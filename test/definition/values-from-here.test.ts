import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { valuesFromHere } from '../../lib/definition/values-from-here';

const charts = [{ name: 'shop' }, { name: 'mail' }];
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'values-'));
afterEach(() => fs.readdirSync(folder).forEach((file) => fs.rmSync(path.join(folder, file))));
afterAll(() => fs.rmdirSync(folder));

/** What the files of a folder, each with a value, and an environment are to the chart `shop`. */
const read = (files: readonly string[], env: NodeJS.ProcessEnv = {}) => {
  for (const file of files) fs.writeFileSync(path.join(folder, file), `from: ${file}\n`);
  return valuesFromHere({ name: 'shop' }, env, { charts, folder });
};

test('reads the file of the chart, that of the stage over it, and what is set over both', () => {
  const env = { CHARTWRIGHT_STAGE: 'production', CHARTWRIGHT_SET: 'shop.replicas=3,mail.replicas=4' };
  const { values } = read(['shop.yaml', 'shop.production.yaml', 'mail.yaml', 'README.md'], env);
  expect(values).toEqual([
    { name: path.join(folder, 'shop.yaml'), values: { from: 'shop.yaml' } },
    { name: path.join(folder, 'shop.production.yaml'), values: { from: 'shop.production.yaml' } },
    { name: 'CHARTWRIGHT_SET', values: { replicas: 3 } },
  ]);
});

test('a chart needs no file of a stage that another chart has one of', () => {
  expect(read(['shop.yaml', 'mail.production.yaml'], { CHARTWRIGHT_STAGE: 'production' }).values).toHaveLength(1);
});

test('fails for a stage that no file is of, with the one that was meant, or all', () => {
  const files = ['shop.yaml', 'shop.production.yaml', 'mail.staging.yaml'];
  expect(() => read(files, { CHARTWRIGHT_STAGE: 'produciton' })).toThrow(
    /^CHARTWRIGHT_STAGE=produciton: there is no file .*<chart>\.produciton\.yaml\. Did you mean 'production'\?$/,
  );
  expect(() => read(files, { CHARTWRIGHT_STAGE: 'eu' })).toThrow('Stages that have one: staging, production.');
});

test('fails for a stage where there are no stages', () => {
  expect(() => read([], { CHARTWRIGHT_STAGE: 'production' })).toThrow('No stage has one.');
});

test.each([
  ['shpo.replicas=9', "there is no chart 'shpo'. Did you mean 'shop'?"],
  ['replicas=9', "there is no chart 'replicas'. Write the chart in front, e.g. shop.replicas=…: there are shop, mail."],
])('fails for the setting %s, which is of no chart', (assignment, said) => {
  expect(() => read([], { CHARTWRIGHT_SET: assignment })).toThrow(`CHARTWRIGHT_SET: ${said}`);
});

test.each([
  ['shpo.yaml', /shpo\.yaml is of no chart: there is none called 'shpo'\. Did you mean .*shop\.yaml\?/],
  ['shpo.production.yaml', /Did you mean .*shop\.production\.yaml\?/],
  ['postgres.yaml', /is of no chart: there is none called 'postgres'\. There are shop, mail\./],
  ['shop.yml', /shop\.yml is not read\. Name it .*shop\.yaml\./],
])('fails for the file %s, which nobody reads', (file, said) => {
  expect(() => read([file])).toThrow(said);
});

test('fails with everything that is stray, not with the first of it', () => {
  const env = { CHARTWRIGHT_STAGE: 'live', CHARTWRIGHT_SET: 'a.b=1,c.d=2' };
  expect(() => read(['x.yaml'], env)).toThrow(/x\.yaml is[^]*STAGE=live[^]*chart 'a'[^]*chart 'c'/);
});

test('a chart that is alone takes a file of another for a mistake, and says what tells of the others', () => {
  fs.writeFileSync(path.join(folder, 'mail.yaml'), '{}');
  expect(() => valuesFromHere({ name: 'shop' }, {}, { folder })).toThrow(
    'valuesFromHere(chart, process.env, { charts })',
  );
});
