import type { AnyChartDefinition } from '../definition/chart-definition';

/** The module `chartwright/charts`. */
type BundledCharts = Readonly<Record<string, unknown>> & { readonly charts: readonly AnyChartDefinition[] };

/**
 * The charts that come with chartwright. The command knows no application but here, and runs without them: a copy of the
 * product without `lib/apps` has none.
 */
export const bundledCharts: BundledCharts = load();

function load(): BundledCharts {
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import of what may be absent does not compile
    return require('../apps/charts') as BundledCharts;
  } catch (error) {
    const { code, message = '' } = error as NodeJS.ErrnoException;
    if (code === 'MODULE_NOT_FOUND' && message.includes('apps/charts')) return { charts: [] };
    throw error;
  }
}
