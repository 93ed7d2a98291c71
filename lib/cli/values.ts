import { Command } from 'commander';
import { discoverChart } from '../outputs/helm/compile-chart';
import { usersEffects } from '../outputs/helm/users-effects';
import { effectsOf, type Effect } from '../compiler/effects';
import { pathsInCondition } from '../compiler/rule-keys';
import type { AnyChartDefinition } from '../definition/chart-definition';
import { listValues, type ListedValue } from '../values/list-values';
import { nearest } from '../values/nearest';
import { selectCharts, withChart, type ChartOptions } from './chart-options';
import { withHelp } from './help';
import { onOwnTurn } from './own-turn';

interface ValuesCommandOptions extends ChartOptions {
  readonly json?: boolean;
}

/** Everything there is to say about one value. */
interface ExplainedValue extends ListedValue {
  readonly chart: string;
  /** Messages of the rules that it has to keep together with other values. */
  readonly rules: readonly string[];
  readonly affects: readonly Effect[];
}

/** `chartwright values`: which values a chart has, and what one of them does. */
export function valuesCommand(): Command {
  const command = withChart(new Command('values'))
    .description('the values of a chart; with a path, all about one: what it may be, what it affects')
    .argument('[path]', 'a value or a section, e.g. image.tag')
    .option('--json', 'for programs')
    .action(async (chart: string | undefined, path: string | undefined, options: ValuesCommandOptions) => {
      const charts = await selectCharts(chart === undefined ? [] : [chart], options, { watched: true });
      const show = (result: unknown, text: string): void =>
        console.log(options.json ? JSON.stringify(result, undefined, 2) : text);
      if (path === undefined) {
        const lists = charts.map((one) => ({ chart: one.name, values: listValues(one.values) }));
        return show(lists, lists.map(({ chart: name, values }) => `${name}\n${table(values)}`).join('\n\n'));
      }
      const explained = await onOwnTurn(() => charts.flatMap((one) => explain(one, path)));
      show(explained, explained.map(paragraph).join('\n\n'));
    });
  return withHelp(command, {
    examples: [
      ['chartwright values urlpath', 'a table'],
      ['chartwright values urlpath image.tag', 'what may it be, and which fields does it stand in?'],
      ['chartwright values polls exposure --json', 'a whole section, for programs'],
    ],
    problem: 'there is no such chart or value',
  });
}

/** @throws when a chart has no such value, with the nearest one */
function explain(chart: AnyChartDefinition, path: string): ExplainedValue[] {
  const wanted = path.replace(/\[\d*\]|\.\d+(?=\.|$)/g, '[]');
  const all = listValues(chart.values);
  const values = all.filter((value) => value.path === wanted || isBelow(value.path, wanted));
  if (values.length === 0) {
    const sections = all.flatMap(({ path: own }) => own.split('.').map((_, i, keys) => keys.slice(0, i + 1).join('.')));
    const meant = nearest(wanted, [...new Set(sections)]);
    throw new Error(
      `The chart ${chart.name} has no value '${path}'. ${meant ? `Did you mean '${meant}'?` : `'chartwright values ${chart.name}' lists them all.`}`,
    );
  }
  const effects = usersEffects(chart, effectsOf(discoverChart(chart).templates));
  return values.map((value) => ({
    chart: chart.name,
    ...value,
    rules: (chart.rules ?? [])
      .filter(({ require }) => pathsInCondition(require).some((one) => one === value.path || isBelow(one, value.path)))
      .map(({ message }) => message),
    affects: affected(effects, value.path),
  }));
}

/** What a value affects: itself, or its entries where it is a list or record. */
function affected(effects: ReadonlyMap<string, readonly Effect[]>, path: string): Effect[] {
  const own = path.replaceAll('[]', '.*');
  const found = new Map<string, Set<string>>();
  for (const [at, some] of effects) {
    if (at !== own && !at.startsWith(`${own}.`)) continue;
    for (const { object, fields } of some)
      found.set(object, new Set([...(found.get(object) ?? []), ...(fields.length > 0 ? fields : [''])]));
  }
  return [...found].map(([object, fields]) => ({ object, fields: [...fields].filter((field) => field !== '') }));
}

const isBelow = (path: string, other: string): boolean => path.startsWith(`${other}.`) || path.startsWith(`${other}[`);

const written = (value: unknown): string => (value === undefined ? '' : JSON.stringify(value));

function table(values: readonly ListedValue[]): string {
  const rows = values.map((value) => [value.path, written(value.default), value.description ?? value.allowed]);
  const widths = [0, 1].map((column) => Math.min(60, Math.max(...rows.map((row) => row[column]?.length ?? 0))));
  return rows.map((row) => `  ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')}`.trimEnd()).join('\n');
}

function paragraph({ chart, path, allowed, description, rules, affects, ...value }: ExplainedValue): string {
  const lines = [
    `${path} (${chart})`,
    ...(description ? [`  ${description}`] : []),
    `  allowed:  ${allowed}`,
    `  default:  ${'default' in value ? written(value.default) : 'none'}`,
    ...rules.map((rule) => `  rule:     ${rule}`),
    '  affects:',
    ...affects.map(
      ({ object, fields }) => `    ${object}: ${fields.length > 0 ? fields.join(', ') : 'whether it is there'}`,
    ),
  ];
  return lines.join('\n');
}
