import type { Measured } from './wrk';

export interface Row extends Measured {
  readonly peer: string;
  readonly case: string;
  readonly round: number;
  readonly peakMiB: number;
  readonly cpuMs: number;
}

/** A table per case: requests per second, ratio to nginx, latency, memory. Medians over the rounds. */
export function report(rows: readonly Row[], peers: readonly string[], cases: readonly string[]): string {
  return cases
    .map((name) => {
      const lines = peers.map((peer) =>
        line(
          rows.filter((row) => row.case === name),
          peer,
        ),
      );
      return [
        `\n${name}`,
        '| peer | requests/s | of nginx | p50 ms | p99 ms | p99 of nginx | CPU µs/request | errors | peak MiB |',
        '|---|---|---|---|---|---|---|---|---|',
        ...lines,
      ].join('\n');
    })
    .join('\n');
}

function line(rows: readonly Row[], peer: string): string {
  const own = rows.filter((row) => row.peer === peer);
  // Within a round the machine was about as busy for all, so ratios are taken there.
  const ratio = (value: (row: Row) => number): string => {
    const ratios = own.flatMap((row) => {
      const base = rows.find((other) => other.peer === 'nginx' && other.round === row.round);
      return base === undefined ? [] : [value(row) / value(base)];
    });
    return ratios.length === 0 ? '-' : median(ratios).toFixed(2);
  };
  const cells = [
    peer,
    median(own.map((row) => row.requestsPerSecond)).toFixed(0),
    ratio((row) => row.requestsPerSecond),
    median(own.map((row) => row.p50)).toFixed(2),
    median(own.map((row) => row.p99)).toFixed(2),
    ratio((row) => row.p99),
    median(own.map((row) => (row.cpuMs * 1000) / Math.max(1, row.requests))).toFixed(0),
    String(own.reduce((sum, row) => sum + row.errors, 0)),
    Math.max(...own.map((row) => row.peakMiB)).toFixed(0),
  ];
  return `| ${cells.join(' | ')} |`;
}

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};
