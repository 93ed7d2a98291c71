import { textWidth, xml } from '../../outputs/picture/text';
import { describeHpa, describePod, type SimulationReport } from '../report';
import { count, duration, share } from '../verdict';
import { columnsOf, type Column } from './columns';
import { areaBelow, drawFrame, drawLegend, linePath, overloadPatches, x, y, type Frame } from './panel';
import { roundTicks, timeTicks } from './scale';
import { STYLE } from './style';

const WIDTH = 960;
/** Down to the axis of time; the verdict's lines come below. */
const BOTTOM = 606;
const LEFT = 72;
const INNER = WIDTH - LEFT - 24;

/**
 * A run as one self-contained SVG: load against capacity with overload shaded, replicas wanted and ready, and the numbers.
 * Light or dark as the reader's system is; tooltips give the figures of a moment. The same report makes the same picture.
 */
export function drawSimulation(report: SimulationReport): string {
  const { run, summary, hpa } = report;
  const columns = columnsOf(run, INNER);
  const seconds = summary.seconds;
  const most = columns.reduce((top, { load, capacity }) => Math.max(top, load, capacity), 0);
  const load: Frame = { left: LEFT, top: 188, width: INNER, height: 190, seconds, ticks: roundTicks(most, 5) };
  const pods = columns.reduce((top, { wanted, ready }) => Math.max(top, wanted, ready), hpa.minReplicas);
  // The maximum belongs into the picture unless it is far away.
  const reach = hpa.maxReplicas <= pods * 2 ? Math.max(pods, hpa.maxReplicas) : pods;
  const replicas: Frame = {
    left: LEFT,
    top: 432,
    width: INNER,
    height: 140,
    seconds,
    ticks: roundTicks(reach, 4, true),
  };
  const verdict = report.verdict.flatMap((line, i) => wrap(line, WIDTH - 48, i === 0 ? 'head' : 'soft'));
  const height = BOTTOM + 24 + verdict.length * 18;
  const words = [...report.verdict, `${describeHpa(hpa, report.pod)}; ${report.loadName}`].join(' ');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="simulation" role="img" aria-labelledby="simulation-title simulation-desc" ` +
      `width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}">`,
    `<title id="simulation-title">${xml(report.title)}: ${xml(report.loadName)}</title>`,
    `<desc id="simulation-desc">${xml(words)}</desc>`,
    `<style>${STYLE}</style>`,
    `<rect width="${WIDTH}" height="${height}" class="back"/>`,
    ...heading(report),
    ...figures(report),
    ...timeLines(load),
    ...timeLines(replicas),
    ...drawFrame(load, 'Load and capacity, requests per second'),
    ...drawLegend(load, [
      ['line load', 'load'],
      ['line capacity', 'capacity of the ready pods'],
      ['area over', 'over capacity'],
    ]),
    `<path d="${areaBelow(load, columns, (c) => c.capacity)}" class="area capacity"/>`,
    `<path d="${linePath(load, columns, (c) => c.capacity, true)}" class="line capacity"/>`,
    `<path d="${overloadPatches(load, columns)}" class="area over"/>`,
    `<path d="${linePath(load, columns, (c) => c.load)}" class="line load"/>`,
    ...drawFrame(replicas, 'Pods'),
    ...drawLegend(replicas, [
      ['line wanted', 'wanted by the autoscaler'],
      ['line ready', 'ready'],
    ]),
    ...bounds(replicas, hpa.minReplicas, hpa.maxReplicas, reach),
    `<path d="${areaBelow(replicas, columns, (c) => c.ready)}" class="area ready"/>`,
    `<path d="${linePath(replicas, columns, (c) => c.ready, true)}" class="line ready"/>`,
    `<path d="${linePath(replicas, columns, (c) => c.wanted, true)}" class="line wanted"/>`,
    ...timeAxis(replicas),
    ...moments(load, replicas, columns),
    ...verdict.map(
      ({ text, style }, i) => `<text x="24" y="${BOTTOM + 24 + i * 18}" class="${style}">${xml(text)}</text>`,
    ),
    '</svg>\n',
  ].join('\n');
}

/** A text on as many lines as it needs. */
function wrap(text: string, width: number, style: string): { text: string; style: string }[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = lines.length === 0 ? word : `${lines[lines.length - 1]} ${word}`;
    if (lines.length > 0 && textWidth(longer, 12) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.map((line) => ({ text: line, style }));
}

function heading({ title, loadName, hpa, pod }: SimulationReport): string[] {
  return [
    `<text x="24" y="34" class="title">${xml(title)}</text>`,
    `<text x="${WIDTH - 24}" y="34" class="soft end">${xml(loadName)}</text>`,
    `<text x="24" y="56" class="soft">${xml(`${describeHpa(hpa, pod)}; ${describePod(pod)}`)}</text>`,
  ];
}

/** The numbers that matter most, in a row. */
function figures({ summary }: SimulationReport): string[] {
  const over = summary.overCapacity > 0;
  const tiles: [figure: string, what: string, bad?: boolean][] = [
    [share(summary.overCapacityShare), 'of the requests over capacity', over],
    [duration(summary.longestOverloadSeconds), 'longest time of overload', over],
    [`${summary.leastReady} – ${summary.peakReady}`, 'pods ready'],
    [summary.podHours.toFixed(summary.podHours < 100 ? 1 : 0), 'pod-hours'],
    [`${count(summary.peakLoad)}/s`, 'requests at the peak'],
  ];
  const width = (WIDTH - 48) / tiles.length;
  return tiles.map(
    ([figure, what, bad], i) =>
      `<text x="${24 + i * width}" y="100" class="figure${bad ? ' bad' : ''}">${xml(figure)}</text>` +
      `<text x="${24 + i * width}" y="118" class="small">${xml(what)}</text>`,
  );
}

function timeLines(frame: Frame): string[] {
  return timeTicks(frame.seconds, 10).at.map(
    ({ time }) => `<path d="M${x(frame, time)} ${frame.top}v${frame.height}" class="grid"/>`,
  );
}

function timeAxis(frame: Frame): string[] {
  const { unit, at } = timeTicks(frame.seconds, 10);
  const bottom = frame.top + frame.height + 18;
  return [
    ...at.map(({ time, label }) => `<text x="${x(frame, time)}" y="${bottom}" class="soft middle">${label}</text>`),
    `<text x="${frame.left - 8}" y="${bottom}" class="soft end">${unit}</text>`,
  ];
}

function bounds(frame: Frame, least: number, most: number, reach: number): string[] {
  return (
    [
      [least, `at least ${least}`, -4],
      [most, `at most ${most}`, 12],
    ] as const
  )
    .filter(([value]) => value <= reach)
    .flatMap(([value, label, below]) => [
      `<path d="M${frame.left} ${y(frame, value)}h${frame.width}" class="bound"/>`,
      `<text x="${frame.left + frame.width - 4}" y="${y(frame, value) + below}" class="small end">${label}</text>`,
    ]);
}

/** Stripes over both panels that tell the figures of their moment. */
function moments(load: Frame, replicas: Frame, columns: readonly Column[]): string[] {
  const many = Math.min(120, columns.length);
  const width = load.width / many;
  const height = replicas.top + replicas.height - load.top;
  return Array.from({ length: many }, (_, i) => {
    const { time, load: rate, capacity, wanted, ready } = columns[Math.floor((i * columns.length) / many)] as Column;
    const words = `after ${duration(time)}: ${count(rate)} requests/s, capacity ${count(capacity)}; ${wanted} pods wanted, ${ready} ready`;
    return `<rect x="${Math.round((load.left + i * width) * 10) / 10}" y="${load.top}" width="${Math.round(width * 10) / 10}" height="${height}" class="hit"><title>${xml(words)}</title></rect>`;
  });
}
