import { withRenders } from '../../lib/cli/compat-renders';
import { withoutAbsent } from '../../lib/compat/chart/absent';
import { chartOf, type HelmChart } from '../../lib/compat/chart/chart';
import { compareCharts, type Compatibility } from '../../lib/compat/compat';
import { helmBinary } from '../helm/helm-binary';

/** A chart of texts. */
export function chart(files: Readonly<Record<string, string>>, place = 'chart'): HelmChart {
  return chartOf(new Map(Object.entries(files).map(([file, text]) => [file, Buffer.from(text)])), place);
}

/** Compares two charts with the real Helm. */
export function compare(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
  helm = helmBinary(),
): Promise<Compatibility> {
  const { before: old, after: newer, absent } = withoutAbsent(chart(before, 'old'), chart(after, 'new'));
  return withRenders(old, newer, helm, (renders) => compareCharts(old, newer, renders, { absent }));
}
