import fs from 'node:fs';
import path from 'node:path';
import { reverseProxy, urlpath } from '../../lib/apps/charts';
import type { AnyChartDefinition } from '../../lib/definition/chart-definition';
import { compileChart } from '../../lib/outputs/helm/compile-chart';

const root = path.join(__dirname, '..', '..');
const DOCUMENT = path.join(root, 'docs', 'compiled.md');

/** A chart beside the templates that it was compiled to. */
function section(definition: AnyChartDefinition, templates: readonly string[]): string {
  const { files } = compileChart(definition);
  const source = fs.readFileSync(path.join(root, 'lib', 'apps', definition.name, 'chart.ts'), 'utf8');
  const blocks = templates.map((file) => {
    const text = files.get(`templates/${file}`);
    if (text === undefined)
      throw new Error(`${definition.name} has no template ${file}: ${[...files.keys()].join(', ')}`);
    return `\`templates/${file}\`:\n\n\`\`\`yaml\n${text.trimEnd()}\n\`\`\`\n`;
  });
  return [`## ${definition.name}\n`, `The chart:\n\n\`\`\`typescript\n${source.trimEnd()}\n\`\`\`\n`, ...blocks].join(
    '\n',
  );
}

const text = (): string =>
  [
    '# Charts and what they were compiled to\n',
    'Made by `UPDATE_DOCS=1 npx jest test/docs --selectProjects long`; a test says when it is out of date.\n',
    section(urlpath, ['_helpers.tpl', 'deployment.yaml', 'service.yaml', 'ingress.yaml']),
    section(reverseProxy, ['config-map.yaml', '_texts.tpl', 'validate.yaml']),
  ].join('\n');

test('docs/compiled.md shows the charts and templates as they are', () => {
  const now = text();
  if (process.env.UPDATE_DOCS) fs.writeFileSync(DOCUMENT, now);
  expect(fs.readFileSync(DOCUMENT, 'utf8')).toBe(now);
});
