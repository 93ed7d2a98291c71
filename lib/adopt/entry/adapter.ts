import { memberKey, textLiteral } from '../code/text';
import type { Setting } from './settings';

/** A chart of an adapter. */
export interface AdapterChart {
  readonly name: string;
  readonly description: string;
  /** Which of several apps. @default - the only one */
  readonly app?: string | number;
  /** Its values, each with the schema that was taken. */
  readonly settings: readonly { readonly setting: Setting; readonly schema: string }[];
  /** Variables that are always the same: those that no value stands for. */
  readonly fixed: Readonly<Record<string, string>>;
}

/** An adapter as code: what makes charts of an entry that stays as it is. */
export function adapterCode(entry: string, charts: readonly AdapterChart[]): string {
  const imports = [
    ...new Set(
      charts.flatMap(({ settings }) =>
        settings.flatMap(({ setting, schema }) => setting.imports.filter((name) => schema.includes(name))),
      ),
    ),
  ];
  const several = charts.length > 1;
  return [
    `import { buildFromEntry, defineChart } from 'chartwright';`,
    ...(imports.length > 0 ? [`import { ${imports.join(', ')} } from 'chartwright/values';`] : []),
    `import { z } from 'zod';`,
    '',
    ...(several ? ['export const charts = ['] : []),
    ...charts.flatMap((chart) => {
      const lines = chartLines(entry, chart, several ? 'defineChart({' : 'export const chart = defineChart({');
      return several ? [...lines.map((line) => `  ${line}`), '  }),'] : [...lines, '});'];
    }),
    ...(several ? ['];'] : []),
    '',
  ].join('\n');
}

function chartLines(entry: string, { name, description, app, settings, fixed }: AdapterChart, head: string): string[] {
  const members = settings.map(
    ({ setting, schema }) =>
      `    ${memberKey(setting.name)}: ${schema}${setting.end}.describe(${textLiteral(setting.description)}),`,
  );
  const env = [
    ...Object.entries(fixed).map(([variable, text]) => `${memberKey(variable)}: ${textLiteral(text)}`),
    ...settings.map(({ setting: { variable, text } }) =>
      variable === text ? variable : `${memberKey(variable)}: ${text}`,
    ),
  ];
  const names = settings.map(({ setting }) => setting.name).join(', ');
  const given = settings.length > 0 ? `({ ${names} })` : '()';
  const options = [
    'folder: __dirname',
    ...(app === undefined ? [] : [`app: ${typeof app === 'number' ? app : textLiteral(app)}`]),
    ...(env.length > 0 ? [`env: ${given} => ({ ${env.join(', ')} })`] : []),
  ];
  return [
    head,
    `  name: ${textLiteral(name)},`,
    `  version: '0.1.0',`,
    `  description: ${textLiteral(description)},`,
    ...(members.length > 0 ? ['  values: z.object({', ...members, '  }),'] : ['  values: z.object({}),']),
    `  build: buildFromEntry(() => ${entry}, { ${options.join(', ')} }),`,
  ];
}
