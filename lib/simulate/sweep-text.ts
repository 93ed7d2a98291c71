import type { HpaSettings } from './settings';
import type { Candidate, Sweep } from './sweep';
import { share } from './verdict';

/** The best settings as a table for a terminal, the settings as they are in its first line. */
export function sweepText({ aim, now, all, best, achieved }: Sweep, { metrics }: HpaSettings): string {
  const goal = `at most ${share(aim.lost)} over capacity${aim.podHours === undefined ? '' : ` and ${aim.podHours} pod-hours`}`;
  const rows = [
    ['', 'min', targetName(metrics[0]), 'behaviour', 'over capacity', 'pod-hours', 'most pods'],
    row('now', now),
    ...best.map((candidate, i) => row(String(i + 1), candidate)),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0))) ?? [];
  return [
    achieved
      ? `Of ${all.length} settings, the cheapest with ${goal}:`
      : `None of ${all.length} settings has ${goal}. ${nextBest(best, aim)}:`,
    ...rows.map(
      (cells) =>
        `  ${cells
          .map((cell, i) => cell.padEnd(widths[i] ?? 0))
          .join('  ')
          .trimEnd()}`,
    ),
  ].join('\n');
}

function nextBest([first]: readonly Candidate[], { podHours = Infinity }: Sweep['aim']): string {
  if ((first?.podHours ?? 0) > podHours) return 'The cheapest';
  return `Those that lose the least${podHours === Infinity ? '' : ' for that'}`;
}

function row(name: string, { minReplicas, target, behavior, lost, podHours, peakPods }: Candidate): string[] {
  return [name, String(minReplicas), figure(target), behavior, share(lost), podHours.toFixed(2), String(peakPods)];
}

function targetName(metric: HpaSettings['metrics'][number] | undefined): string {
  if (metric?.of === 'requests') return 'requests/s';
  const name = metric?.of === 'memory' ? 'memory' : 'CPU';
  return metric?.as === 'average' ? `${name} a pod` : `${name} %`;
}

const figure = (value: number): string => String(Number(value.toPrecision(3)));
