import type { AnyChartDefinition } from '../definition/chart-definition';
import { conduit } from './conduit/chart';
import { hello } from './hello/chart';
import { polls } from './polls/chart';
import { reverseProxy } from './reverse-proxy/chart';
import { urlpath } from './urlpath/chart';

export { conduit, hello, polls, reverseProxy, urlpath };

/** Every bundled chart, in the order in which they are synthesized. */
export const charts: readonly AnyChartDefinition[] = [urlpath, hello, reverseProxy, polls, conduit];
