/** One time series at one moment. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** What Prometheus wants to know of a name. */
export interface Family {
  readonly help: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
}

const seriesOf = ({ name, labels }: Sample): string => {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
  return pairs.length === 0 ? name : `${name}{${pairs.join(',')}}`;
};

/** Adds up the same series of several processes. Every metric of the proxy is one that may be added. */
export function sumSamples(all: readonly (readonly Sample[])[]): Sample[] {
  const sums = new Map<string, Sample>();
  for (const sample of all.flat()) {
    const series = seriesOf(sample);
    const known = sums.get(series);
    sums.set(series, known === undefined ? sample : { ...sample, value: known.value + sample.value });
  }
  return [...sums.values()];
}

/** Prometheus' text format 0.0.4: series grouped by family, in the order of `families`. */
export function renderSamples(samples: readonly Sample[], families: Readonly<Record<string, Family>>): string {
  const lines: string[] = [];
  for (const [name, { help, type }] of Object.entries(families)) {
    const suffixes = type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name];
    const own = samples.filter((sample) => suffixes.includes(sample.name));
    if (own.length === 0) continue;
    lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`);
    for (const sample of own) lines.push(`${seriesOf(sample)} ${sample.value}`);
  }
  return `${lines.join('\n')}\n`;
}
