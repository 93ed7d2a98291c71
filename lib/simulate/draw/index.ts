import { fit, textWidth, xml } from '../../outputs/picture/text';
import { describeHpa, describePod, type SimulationReport } from '../report';
import { count, duration, share } from '../verdict';
import { columnsOf, type Column } from './columns';
import { areaBelow, drawFrame, drawLegend, linePath, overloadPatches, x, y, type Frame } from './panel';
import { roundTicks, timeTicks } from './scale';
import { STYLE } from './style';

/** So narrow that 14 pixels of text are still 10 on the screen of a telephone, 360 pixels wide. */
const WIDTH = 480;
const LEFT = 60;
const MARGIN = 20;
const INNER = WIDTH - LEFT - MARGIN;
/** Height of a line of text. */
const LINE = 20;

/**
 * A run as one self-contained SVG: load against capacity with overload shaded, replicas wanted and ready, and the numbers.
 * Light or dark as the reader's system is; tooltips give the figures of a moment. The same report makes the same picture.
 */
export function drawSimulation(report: SimulationReport): string {
  const { run, summary, hpa } = report;
  const columns = columnsOf(run, INNER);
  const seconds = summary.seconds;
  const most = columns.reduce((top, { load, capacity }) => Math.max(top, load, capacity), 0);
  const about = [report.loadName, describeHpa(hpa, report.pod), describePod(report.pod)].flatMap((line) =>
    wrap(line, WIDTH - 2 * MARGIN, 'soft'),
  );
  const tiles = 46 + about.length * LINE;
  const load: Frame = { left: LEFT, top: tiles + 182, width: INNER, height: 190, seconds, ticks: roundTicks(most, 5) };
  const pods = columns.reduce((top, { wanted, ready }) => Math.max(top, wanted, ready), hpa.minReplicas);
  // The maximum belongs into the picture unless it is far away.
  const reach = hpa.maxReplicas <= pods * 2 ? Math.max(pods, hpa.maxReplicas) : pods;
  const replicas: Frame = {
    left: LEFT,
    top: load.top + load.height + 66,
    width: INNER,
    height: 140,
    seconds,
    ticks: roundTicks(reach, 4, true),
  };
  const verdict = report.verdict.flatMap((line, i) => wrap(line, WIDTH - 2 * MARGIN, i === 0 ? 'head' : 'soft'));
  const bottom = replicas.top + replicas.height + 56;
  const height = bottom + verdict.length * LINE;
  const words = [...report.verdict, `${describeHpa(hpa, report.pod)}; ${report.loadName}`].join(' ');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="simulation" role="img" aria-labelledby="simulation-title simulation-desc" ` +
      `width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}">`,
    `<title id="simulation-title">${xml(report.title)}: ${xml(report.loadName)}</title>`,
    `<desc id="simulation-desc">${xml(words)}</desc>`,
    `<style>${STYLE}</style>`,
    `<rect width="${WIDTH}" height="${height}" class="back"/>`,
    `<text x="${MARGIN}" y="34" class="title">${xml(fit(report.title, 18, WIDTH - 2 * MARGIN))}</text>`,
    ...paragraph(about, 58),
    ...figures(report, tiles + 30),
    ...timeLines(load),
    ...timeLines(replicas),
    ...drawFrame(load, 'Load and capacity, requests/s'),
    ...drawLegend(load, [
      ['line load', 'load'],
      ['line capacity', 'capacity'],
      ['area over', 'over capacity'],
    ]),
    `<path d="${areaBelow(load, columns, (c) => c.capacity)}" class="area capacity"/>`,
    `<path d="${linePath(load, columns, (c) => c.capacity, true)}" class="line capacity"/>`,
    `<path d="${overloadPatches(load, columns)}" class="area over"/>`,
    `<path d="${linePath(load, columns, (c) => c.load)}" class="line load"/>`,
    ...drawFrame(replicas, 'Pods'),
    ...drawLegend(replicas, [
      ['line wanted', 'wanted'],
      ['line ready', 'ready'],
    ]),
    ...bounds(replicas, hpa.minReplicas, hpa.maxReplicas, reach),
    `<path d="${areaBelow(replicas, columns, (c) => c.ready)}" class="area ready"/>`,
    `<path d="${linePath(replicas, columns, (c) => c.ready, true)}" class="line ready"/>`,
    `<path d="${linePath(replicas, columns, (c) => c.wanted, true)}" class="line wanted"/>`,
    ...timeAxis(replicas),
    ...moments(load, replicas, columns),
    ...paragraph(verdict, bottom),
    '</svg>\n',
  ].join('\n');
}

/** A text on as many lines as it needs. */
function wrap(text: string, width: number, style: string): { text: string; style: string }[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = lines.length === 0 ? word : `${lines[lines.length - 1]} ${word}`;
    if (lines.length > 0 && textWidth(longer, 14) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.map((line) => ({ text: line, style }));
}

function paragraph(lines: readonly { text: string; style: string }[], top: number): string[] {
  return lines.map(
    ({ text, style }, i) => `<text x="${MARGIN}" y="${top + i * LINE}" class="${style}">${xml(text)}</text>`,
  );
}

/** The numbers that matter most, three in a row. */
function figures({ summary }: SimulationReport, top: number): string[] {
  const over = summary.overCapacity > 0;
  const tiles: [figure: string, what: string, bad?: boolean][] = [
    [share(summary.overCapacityShare), 'over capacity', over],
    [duration(summary.longestOverloadSeconds), 'longest overload', over],
    [`${count(summary.peakLoad)}/s`, 'at the peak'],
    [`${summary.leastReady} – ${summary.peakReady}`, 'pods ready'],
    [summary.podHours.toFixed(summary.podHours < 100 ? 1 : 0), 'pod-hours'],
    [share(summary.meanUse), 'used on average'],
  ];
  const width = (WIDTH - 2 * MARGIN) / 3;
  return tiles.flatMap(([figure, what, bad], i) => {
    const [left, base] = [MARGIN + Math.round((i % 3) * width), top + Math.floor(i / 3) * 52];
    return [
      `<text x="${left}" y="${base}" class="figure${bad ? ' bad' : ''}">${xml(figure)}</text>`,
      `<text x="${left}" y="${base + 18}" class="small">${xml(what)}</text>`,
    ];
  });
}

function timeLines(frame: Frame): string[] {
  return timeTicks(frame.seconds, 7).at.map(
    ({ time }) => `<path d="M${x(frame, time)} ${frame.top}v${frame.height}" class="grid"/>`,
  );
}

function timeAxis(frame: Frame): string[] {
  const { unit, at } = timeTicks(frame.seconds, 7);
  const bottom = frame.top + frame.height + 20;
  return [
    ...at.map(({ time, label }) => `<text x="${x(frame, time)}" y="${bottom}" class="soft middle">${label}</text>`),
    `<text x="${frame.left - 8}" y="${bottom}" class="small end">${unit}</text>`,
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
  const shown = Array.from({ length: many }, (_, i) => columns[Math.floor((i * columns.length) / many)]).filter(
    (column) => column !== undefined,
  );
  return shown.map(({ time, load: rate, capacity, wanted, ready }, i) => {
    const words = `after ${duration(time)}: ${count(rate)} requests/s, capacity ${count(capacity)}; ${wanted} pods wanted, ${ready} ready`;
    return `<rect x="${Math.round((load.left + i * width) * 10) / 10}" y="${load.top}" width="${Math.round(width * 10) / 10}" height="${height}" class="hit"><title>${xml(words)}</title></rect>`;
  });
}
