import { xml } from '../../outputs/picture/text';
import type { Candidate, Sweep } from '../sweep';
import { share } from '../verdict';
import { drawFrame, x, y, type Frame } from './panel';
import { roundTicks } from './scale';
import { STYLE } from './style';

const WIDTH = 480;
const HEIGHT = 430;

/** All settings of a sweep as dots: cost to the right, loss upwards; the best with their numbers, and the settings as they are. */
export function drawSweep({ aim, now, all, best }: Sweep, title: string): string {
  const cost = roundTicks(
    all.reduce((top, { podHours }) => Math.max(top, podHours), 0),
    5,
  );
  const most = all.reduce((top, { lost }) => Math.max(top, lost * 100), aim.lost * 100);
  const frame: Frame = {
    left: 52,
    top: 112,
    width: WIDTH - 52 - 20,
    height: 236,
    seconds: cost[cost.length - 1] ?? 1,
    ticks: roundTicks(most, 5),
  };
  const spot = ({ podHours, lost }: Candidate): string => `cx="${x(frame, podHours)}" cy="${y(frame, lost * 100)}"`;
  const words = (candidate: Candidate): string =>
    `at least ${candidate.minReplicas} pods, target ${candidate.target}, ${candidate.behavior}: ${share(candidate.lost)} over capacity, ${candidate.podHours.toFixed(1)} pod-hours`;
  const dot = (candidate: Candidate, style: string, radius: number): string =>
    `<circle ${spot(candidate)} r="${radius}" class="${style}"><title>${xml(words(candidate))}</title></circle>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="simulation" role="img" aria-labelledby="sweep-title" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">`,
    `<title id="sweep-title">${xml(`${title}: ${all.length} settings against one load`)}</title>`,
    `<style>${STYLE}</style>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" class="back"/>`,
    `<text x="20" y="34" class="title">${xml(title)}</text>`,
    `<text x="20" y="56" class="soft">${all.length} settings against one load</text>`,
    ...drawFrame(frame, 'Over capacity, % of the requests'),
    ...cost.map(
      (value) =>
        `<text x="${x(frame, value)}" y="${frame.top + frame.height + 20}" class="soft middle">${value}</text>`,
    ),
    `<text x="${frame.left + frame.width}" y="${frame.top + frame.height + 42}" class="soft end">pod-hours</text>`,
    ...all.map((candidate) => dot(candidate, 'dot', 3)),
    `<path d="M${frame.left} ${y(frame, aim.lost * 100)}h${frame.width}" class="bound"/>`,
    ...best
      .slice()
      .reverse()
      .map((candidate) => dot(candidate, 'dot best', 6)),
    dot(now, 'dot now', 6),
    `<circle cx="28" cy="${HEIGHT - 20}" r="6" class="dot now"/><text x="42" y="${HEIGHT - 15}" class="soft">as it is</text>`,
    `<circle cx="130" cy="${HEIGHT - 20}" r="6" class="dot best"/><text x="144" y="${HEIGHT - 15}" class="soft">the best; the dashed line is the aim</text>`,
    '</svg>\n',
  ].join('\n');
}
