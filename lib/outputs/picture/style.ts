import { themeRules } from './theme';

/** Colours by what a thing is, for light and for dark; never the only sign: kinds and tags are written out. */
const LIGHT = {
  back: '#f6f8fa',
  card: '#ffffff',
  line: '#c8d0d9',
  text: '#1f2328',
  soft: '#57606a',
  workload: '#0969da',
  route: '#1a7f37',
  entry: '#1a7f37',
  service: '#0a7ea4',
  policy: '#9a6700',
  config: '#6e7781',
  storage: '#8250df',
  group: '#0969da',
  selects: '#a0307c',
};
const DARK: typeof LIGHT = {
  back: '#0d1117',
  card: '#161b22',
  line: '#3d444d',
  text: '#e6edf3',
  soft: '#9198a1',
  workload: '#4493f8',
  route: '#3fb950',
  entry: '#3fb950',
  service: '#39c5cf',
  policy: '#d29922',
  config: '#9198a1',
  storage: '#ab7df8',
  group: '#4493f8',
  selects: '#ff8ad0',
};

const SORTS = ['workload', 'route', 'entry', 'service', 'policy', 'config', 'storage', 'group'];

/** The style sheet of a picture; it follows the reader's light or dark mode. */
export const STYLE = [
  ...themeRules('topology', LIGHT, DARK),
  '.topology .back{fill:var(--back)}.topology .card{fill:var(--card);stroke:var(--line)}',
  '.topology text{fill:var(--text)}.topology .title{font-size:13px;font-weight:600}.topology .small{font-size:11px}',
  '.topology .kind,.topology .tag{font-size:9px;fill:var(--soft);letter-spacing:.02em}.topology .soft{fill:var(--soft)}',
  '.topology .hit{fill:transparent}.topology .row:hover .hit{fill:var(--line);fill-opacity:.35}',
  '.topology .namespace rect{fill:none;stroke:var(--line);stroke-dasharray:2 4}.topology .heading{font-size:15px;font-weight:600}',
  ...SORTS.map((sort) => `.topology .node.${sort} .edge{fill:var(--${sort})}`),
  '.topology .wire path{fill:none;stroke-width:1.4}.topology .wire text{font-size:10px;text-anchor:middle;fill:var(--soft);paint-order:stroke;stroke:var(--back);stroke-width:3px;stroke-linejoin:round}',
  '.topology .wire.routes path{stroke:var(--route)}.topology .wire.selects path{stroke:var(--selects);stroke-dasharray:1 4;stroke-linecap:round;stroke-width:2.4}.topology .wire.makes path{stroke:var(--storage);stroke-dasharray:9 3}',
  '.topology .wire.allows path{stroke:var(--workload)}.topology .wire.refers path{stroke:var(--workload);stroke-dasharray:5 4}',
  '.topology .wire.reads path{stroke:var(--config);stroke-dasharray:2 3}.topology .wire:hover path{stroke-width:3}',
  '.topology marker path{fill:context-stroke}',
].join('\n');
