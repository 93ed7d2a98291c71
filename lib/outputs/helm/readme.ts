import { valuesSchema, type ValuesSchema } from '../../compiler/shape';
import type { ChartDefinition } from '../../definition/chart-definition';
import { defaultsOf } from '../../values/schema';
import { allowed } from './values-yaml';

/** `README.md` of a chart: how to install it and a table of its values. */
export function chartReadme(definition: ChartDefinition): string {
  const { name, description, version, values } = definition;
  const rows = table(valuesSchema(values), defaultsOf(values), '');
  const rules = (definition.rules ?? []).map((rule) => `- \`${rule.path}\`: ${rule.message}`);
  return [
    `# ${name}`,
    '',
    description,
    '',
    '```sh',
    `helm install my-${name} ${name}-${version}.tgz`,
    ...(definition.test ? [`helm test my-${name}`] : []),
    '```',
    '',
    '## Values',
    '',
    'Unknown and misspelt values are refused.',
    '',
    '| Value | Type | Default | Description |',
    '| --- | --- | --- | --- |',
    ...rows,
    ...(rules.length > 0 ? ['', 'What has to hold between them:', '', ...rules] : []),
    '',
  ].join('\n');
}

function table(schema: ValuesSchema, defaults: unknown, prefix: string): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, field]) => {
    const value = (defaults as Record<string, unknown> | undefined)?.[key];
    if (field.properties && value !== undefined) return table(field, value, `${prefix}${key}.`);
    const cells = [
      `\`${prefix}${key}\``,
      typeOf(field),
      value === undefined || value === null ? '' : `\`${JSON.stringify(value)}\``,
      [field.description, allowed(field)].filter(Boolean).join(' '),
    ];
    return [`| ${cells.map((cell) => cell.replace(/\|/g, '\\|').replace(/\n/g, ' ')).join(' | ')} |`];
  });
}

function typeOf(field: ValuesSchema): string {
  if (field.enum || field.const !== undefined) return 'enum';
  if (field.anyOf) return [...new Set(field.anyOf.map(typeOf))].join(' or ');
  const type = Array.isArray(field.type) ? field.type.filter((name) => name !== 'null').join(' or ') : field.type;
  return { array: 'list', object: 'map', integer: 'integer' }[type ?? ''] ?? type ?? 'any';
}
