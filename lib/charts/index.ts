import type { AnyChartDefinition } from '../definition/chart-definition';
import { conduit } from './conduit';
import { hello } from './hello';
import { polls } from './polls';
import { reverseProxy } from './reverse-proxy';
import { urlpath } from './urlpath';

export { conduit, hello, polls, reverseProxy, urlpath };

/** Every bundled chart, in the order in which they are synthesized. */
export const charts: readonly AnyChartDefinition[] = [urlpath, hello, reverseProxy, polls, conduit];
