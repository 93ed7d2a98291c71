import { nearest } from '../values/nearest';

/** What there is to read values from, and for whom. */
interface Given {
  /** Names of the charts. */
  readonly charts: readonly string[];
  readonly folder: string;
  /** Names of what is in the folder. */
  readonly files: readonly string[];
  /** @default - none */
  readonly stage?: string;
  /** Names of the charts that something is set of. */
  readonly settings: readonly string[];
}

/** Returns what no chart would read, each with what may be meant: a misspelt name must not leave the defaults in force. */
export function strayValues({ charts, folder, files, stage, settings }: Given): string[] {
  const named = files.map(partsOf).filter((file) => file !== undefined);
  const stages = [...new Set(named.flatMap(({ stage: own }) => own ?? []))];
  return [
    ...named.flatMap(({ file, chart, stage: own, ending }) => {
      const place = `${folder}/${file}`;
      const rest = `${own === undefined ? '' : `.${own}`}.yaml`;
      if (ending !== 'yaml') return [`${place} is not read. Name it ${folder}/${chart}${rest}.`];
      if (charts.includes(chart)) return [];
      const meant = nearest(chart, charts);
      const mended = meant && `Did you mean ${folder}/${meant}${rest}?`;
      return [`${place} is of no chart: there is none called '${chart}'. ${mended ?? capital(whichCharts(charts))}`];
    }),
    ...(stage && !stages.includes(stage) ? [strayStage(stage, stages, folder)] : []),
    ...settings
      .filter((name) => !charts.includes(name))
      .map((name) => {
        const meant = nearest(name, charts);
        const mended = meant && `Did you mean '${meant}'?`;
        return `CHARTWRIGHT_SET: there is no chart '${name}'. ${mended ?? `Write the chart in front, e.g. ${charts[0]}.${name}=…: ${whichCharts(charts)}`}`;
      }),
  ];
}

function strayStage(stage: string, stages: readonly string[], folder: string): string {
  const meant = nearest(stage, stages);
  const others = stages.length > 0 ? `Stages that have one: ${stages.join(', ')}.` : 'No stage has one.';
  return `CHARTWRIGHT_STAGE=${stage}: there is no file ${folder}/<chart>.${stage}.yaml. ${meant ? `Did you mean '${meant}'?` : others}`;
}

const whichCharts = (charts: readonly string[]): string =>
  `there ${charts.length === 1 ? 'is' : 'are'} ${[...new Set(charts)].join(', ')}. Where main.ts has others: valuesFromHere(chart, process.env, { charts }).`;

/** `shop.production.yaml` is of the chart `shop` and the stage `production`. What is no YAML is no values file. */
function partsOf(file: string): { file: string; chart: string; stage?: string; ending: string } | undefined {
  const [, chart, stage, ending] = /^([^.]+)(?:\.(.+))?\.(yaml|yml|json)$/i.exec(file) ?? [];
  return chart === undefined || ending === undefined ? undefined : { file, chart, stage, ending };
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
