import { valuesSchema, type ValuesSchema } from '../../compiler/shape';
import type { ChartDefinition } from '../../definition/chart-definition';
import { defaultsOf } from '../../values/schema';
import { toYaml, yamlString } from '../../yaml';

/** `values.yaml`: all defaults in the order of the schema, each with its description; values without one as comments. */
export function valuesYaml(definition: ChartDefinition): string {
  const schema = valuesSchema(definition.values);
  const lines = section(schema, defaultsOf(definition.values), '', true);
  return `# Values of the chart ${definition.name}. What is not here is refused: see values.schema.json.\n${lines.join('\n')}\n`;
}

function section(schema: ValuesSchema, defaults: unknown, indent: string, top: boolean): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, field]) => {
    const value = (defaults as Record<string, unknown> | undefined)?.[key];
    // helm-docs reads descriptions behind `# --`, and would take those of values that are not there for the next one's.
    const isThere = value !== undefined && value !== null;
    const lines = [...(top ? [''] : []), ...comment(field, indent, isThere ? '-- ' : '')];
    if (field.properties && value !== undefined) {
      const inside = section(field, value, `${indent}  `, false);
      // A key with nothing but comments below would be null.
      const empty = inside.every((line) => line.trimStart().startsWith('#')) ? ' {}' : '';
      return [...lines, `${indent}${yamlString(key)}:${empty}`, ...inside];
    }
    if (!isThere) return [...lines, `${indent}# ${yamlString(key)}: ${example(field)}`.trimEnd()];
    const written = toYaml({ [key]: value })
      .trimEnd()
      .split('\n');
    return [...lines, ...written.map((line) => (line === '' ? '' : indent + line))];
  });
}

function comment(field: ValuesSchema, indent: string, mark: string): string[] {
  const text = [field.description, allowed(field)].filter(Boolean).join(' ');
  return text === '' ? [] : `${mark}${text}`.split('\n').map((line) => `${indent}# ${line}`.trimEnd());
}

const example = (field: ValuesSchema): string => (field.properties ? '{}' : '');

/** What a field may be, where a type does not say it. */
export function allowed(field: ValuesSchema): string {
  if (field.enum) return `One of: ${field.enum.filter((member) => member !== null).join(', ')}.`;
  const min = field.minimum !== Number.MIN_SAFE_INTEGER ? field.minimum : undefined;
  const max = field.maximum !== Number.MAX_SAFE_INTEGER ? field.maximum : undefined;
  if (min !== undefined && max !== undefined) return `From ${min} to ${max}.`;
  if (min !== undefined) return `At least ${min}.`;
  return max === undefined ? '' : `At most ${max}.`;
}
