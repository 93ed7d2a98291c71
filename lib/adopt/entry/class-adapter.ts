import { memberKey, textLiteral } from '../code/text';
import type { PropValue } from './prop-values';

/** An adapter of one class. */
export interface ClassAdapter {
  readonly name: string;
  readonly className: string;
  /** The id of the construct. */
  readonly id: string;
  /** `./src/my-chart`. */
  readonly module: string;
  /** Whether the class is found by running its module, which exports it not, or makes an App. */
  readonly byRunning: boolean;
  /** Where it stands: in the chart, or in an App of the project's own cdk8s, which is none of the library's. */
  readonly scope: 'scope' | 'new App()' | 'new Chart(new App(), …)';
  readonly description: string;
  /** Parameters of the constructor behind scope and id, in their order. */
  readonly parameters: readonly ClassParameter[];
}

/** Props, each of which may be a value, or one value. */
export interface ClassParameter {
  readonly sort: 'props' | 'value';
  readonly values: readonly { readonly value: PropValue; readonly schema: string }[];
  /** Members, or the parameter itself, that are always the same, as code. */
  readonly fixed: readonly { readonly name: string; readonly code: string }[];
}

/** The adapter as code. `importOf` names a module from where the adapter lies. */
export function classAdapterCode(adapter: ClassAdapter, importOf: (file: string) => string): string {
  const { name, className, id, module, byRunning, scope, description, parameters } = adapter;
  const values = parameters.flatMap((one) => one.values);
  const members = values.map(
    ({ value, schema }) => `    ${memberKey(value.name)}: ${schema}${value.end}${described(value)},`,
  );
  const needs = new Map<string, Set<string>>();
  const need = (from: string, what: string): void => void needs.set(from, (needs.get(from) ?? new Set()).add(what));
  for (const { value } of values) for (const [what, file] of Object.entries(value.needs)) need(importOf(file), what);
  if (!byRunning) need(module, className);
  const fromValues = [
    ...new Set(values.flatMap(({ value, schema }) => value.imports.filter((one) => schema.includes(one)))),
  ];
  const args = parameters.map(argument);
  while (args.at(-1) === 'undefined') args.pop();
  const given = args.length === 1 && args[0] === '{ ...values }' ? ['values'] : args;
  const passed = [textLiteral(id), ...given.map((one) => (byRunning ? `${one} as never` : one))].join(', ');
  const inOwnApp = scope !== 'scope';
  const place = scope === 'new Chart(new App(), …)' ? `new Chart(new App(), ${textLiteral(name)})` : scope;
  const built = `new ${className}(${inOwnApp && byRunning ? `${place} as never` : place}, ${passed})`;
  const usesValues = args.length > 0 && values.length > 0;
  const buildParameters = usesValues ? [inOwnApp ? '_scope' : 'scope', 'values'] : inOwnApp ? [] : ['scope'];
  return [
    `import { ${byRunning ? 'classOfEntry, ' : ''}defineChart } from 'chartwright';`,
    ...(fromValues.length > 0 ? [`import { ${fromValues.join(', ')} } from 'chartwright/values';`] : []),
    ...(inOwnApp ? [`import { ${scope === 'new App()' ? 'App' : 'App, Chart'} } from 'cdk8s';`] : []),
    `import { z } from 'zod';`,
    ...[...needs].map(([from, names]) => `import { ${[...names].join(', ')} } from '${from}';`),
    '',
    ...(byRunning
      ? [`const ${className} = classOfEntry(() => require('${module}'), '${className}', { folder: __dirname });`, '']
      : []),
    'export const chart = defineChart({',
    `  name: ${textLiteral(name)},`,
    `  version: '0.1.0',`,
    `  description: ${textLiteral(description)},`,
    ...(members.length > 0 ? ['  values: z.object({', ...members, '  }),'] : ['  values: z.object({}),']),
    `  build: (${buildParameters.join(', ')}) => void ${built},`,
    '});',
    '',
  ].join('\n');
}

const described = ({ description }: PropValue): string =>
  description === '' ? '' : `.describe(${textLiteral(description)})`;

function argument({ sort, values, fixed }: ClassParameter): string {
  if (sort === 'value') {
    const [one] = values;
    return one ? codeOf(one.value) : (fixed[0]?.code ?? 'undefined');
  }
  const coded = values.filter(({ value }) => value.code !== undefined);
  const parts = [
    ...fixed.map(({ name, code }) => `${memberKey(name)}: ${code}`),
    ...(values.length > coded.length || coded.length > 0 ? ['...values'] : []),
    ...coded.map(({ value }) => `${memberKey(value.name)}: ${codeOf(value)}`),
  ];
  return parts.length === 0 ? 'undefined' : `{ ${parts.join(', ')} }`;
}

function codeOf({ name, code, end }: PropValue): string {
  const value = /^[A-Za-z_$][\w$]*$/.test(name) ? `values.${name}` : `values[${textLiteral(name)}]`;
  if (code === undefined) return value;
  const made = code.replaceAll('$', value);
  return end === '.optional()' ? `${value} === undefined ? undefined : ${made}` : made;
}
