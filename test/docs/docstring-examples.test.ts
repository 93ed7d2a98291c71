import { App } from 'cdk8s';
import * as cdk8s from 'cdk8s';
import { Construct } from 'constructs';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import ts from 'typescript';
import { z } from 'zod';
import * as chartwright from '../../lib';
import { collectApp } from '../../lib/manifests/collect';
import { typeErrors } from './typecheck';

const ROOT = path.join(__dirname, '../..');

interface Example {
  /** What the docstring is of. */
  readonly name: string;
  readonly code: string;
}

/** The fenced examples of the docstrings of a file's exports. */
function examplesOf(file: string): Example[] {
  const source = ts.createSourceFile(file, fs.readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true);
  return source.statements.flatMap((statement) =>
    ts.getJSDocTags(statement).flatMap((tag) => {
      const text = ts.getTextOfJSDocComment(tag.comment) ?? '';
      if (tag.tagName.text !== 'example') return [];
      const name = (statement as ts.ClassDeclaration).name?.text ?? '?';
      return [...text.matchAll(/```ts\n([^]*?)```/g)].map(([, code]) => ({ name, code: code as string }));
    }),
  );
}

const sources = fs
  .readdirSync(path.join(ROOT, 'lib'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'));
const examples = sources.sort().flatMap((file) => examplesOf(path.join(ROOT, 'lib', file)));

test('every construct that can be made has an example', () => {
  const constructs = Object.entries(chartwright).filter(
    // A base class of others is not made itself.
    ([name, value]) =>
      typeof value === 'function' && value.prototype instanceof Construct && name !== 'DatabaseWorkload',
  );
  expect(constructs.length).toBeGreaterThan(8);
  const shown = examples.map(({ name }) => name);
  expect(constructs.map(([name]) => name).filter((name) => !shown.includes(name))).toEqual([]);
});

test('examples compile, with what the library exports, a chart and an app at hand', () => {
  const names = Object.keys(chartwright).join(', ');
  const preamble = `import { App, Chart } from 'cdk8s';
import { ${names} } from 'chartwright';
import { z } from 'zod';
declare const app: App;
declare const chart: Chart;
`;
  // In a block of their own, where they may declare names that are imported.
  const files = examples.map(({ name, code }, i) => [`${name}-${i}.ts`, `${preamble}{\n${code}}\n`] as const);
  expect(typeErrors(new Map(files))).toEqual([]);
});

test.each(examples.map(({ name, code }) => [name, code]))(
  'the example of %s runs, and what it makes fits together',
  (_name, code) => {
    const app = new App({ outdir: fs.mkdtempSync(path.join(os.tmpdir(), 'example-')) });
    try {
      const chart = new cdk8s.Chart(app, 'example');
      const given: Record<string, unknown> = { ...chartwright, ...cdk8s, z, app, chart };
      jest.spyOn(console, 'error').mockImplementation(() => undefined);
      const names = Object.keys(given);
      // eslint-disable-next-line @typescript-eslint/no-implied-eval
      new Function(...names, `{\n${code}}`)(...names.map((name) => given[name]));
      for (const one of collectApp(app)) chartwright.assertManifests(one.manifests, { known: one.existing });
      expect(app.charts.length).toBeGreaterThan(0);
    } finally {
      jest.restoreAllMocks();
      fs.rmSync(app.outdir, { recursive: true });
    }
  },
);
