import { themeRules } from '../../outputs/picture/theme';

const LIGHT = {
  back: '#ffffff',
  panel: '#f6f8fa',
  line: '#d0d7de',
  text: '#1f2328',
  soft: '#57606a',
  load: '#9a6700',
  capacity: '#0969da',
  wanted: '#8250df',
  ready: '#1a7f37',
  over: '#cf222e',
};
const DARK: typeof LIGHT = {
  back: '#0d1117',
  panel: '#161b22',
  line: '#30363d',
  text: '#e6edf3',
  soft: '#9198a1',
  load: '#e3b341',
  capacity: '#4493f8',
  wanted: '#ab7df8',
  ready: '#3fb950',
  over: '#f85149',
};

/** The style sheet of a run's picture; it follows the reader's light or dark mode. */
export const STYLE = [
  ...themeRules('simulation', LIGHT, DARK),
  '.simulation .back{fill:var(--back)}.simulation .panel{fill:var(--panel)}',
  '.simulation text{fill:var(--text);font-size:14px}.simulation .soft{fill:var(--soft)}',
  '.simulation .title{font-size:18px;font-weight:600}.simulation .head{font-size:15px;font-weight:600}',
  '.simulation .figure{font-size:20px;font-weight:600}.simulation .small{font-size:13px;fill:var(--soft)}',
  '.simulation .bad{fill:var(--over)}.simulation .end{text-anchor:end}.simulation .middle{text-anchor:middle}',
  '.simulation .grid{stroke:var(--line);stroke-width:1}.simulation .bound{stroke:var(--soft);stroke-dasharray:2 4}',
  '.simulation .line{fill:none;stroke-width:2;stroke-linejoin:round}',
  ...['load', 'capacity', 'wanted', 'ready'].map((name) => `.simulation .line.${name}{stroke:var(--${name})}`),
  '.simulation .line.wanted{stroke-dasharray:5 3}',
  '.simulation .area.capacity{fill:var(--capacity);fill-opacity:.12}.simulation .area.ready{fill:var(--ready);fill-opacity:.16}',
  '.simulation .area.over{fill:var(--over);fill-opacity:.35}',
  '.simulation .dot{fill:var(--capacity);fill-opacity:.35}.simulation .dot.best{fill:var(--ready);fill-opacity:1}',
  '.simulation .dot.now{fill:var(--over);fill-opacity:1}',
  '.simulation .hit{fill:var(--text);fill-opacity:0}.simulation .hit:hover{fill-opacity:.08}',
].join('\n');
