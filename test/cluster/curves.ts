/** Pods that an autoscaler wanted and pods that were ready, second by second. */
export interface Curve {
  readonly wanted: ArrayLike<number>;
  readonly ready: ArrayLike<number>;
}

/** Both curves side by side, every so many seconds, and how far the wanted pods were apart on average. */
export function compareCurves(
  load: readonly number[],
  real: Curve,
  model: Curve,
  every = 10,
): { table: string; meanDifference: number } {
  const rows = [['second', 'requests/s', 'wanted', 'model', 'ready', 'model', '']];
  let difference = 0;
  for (let second = 0; second < load.length; second++) {
    const [wanted, modelled] = [real.wanted[second] ?? 0, model.wanted[second] ?? 0];
    difference += Math.abs(wanted - modelled);
    if (second % every !== 0) continue;
    const figures = [second, load[second] ?? 0, wanted, modelled, real.ready[second] ?? 0, model.ready[second] ?? 0];
    rows.push([...figures.map(String), `${'█'.repeat(wanted)} ${'░'.repeat(modelled)}`]);
  }
  const table = rows
    .map((cells) =>
      cells
        .map((cell, i) => (i < 6 ? cell.padStart(rows[0]?.[i]?.length ?? 0) : `  ${cell}`))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
  return { table: `${table}\n█ cluster  ░ model`, meanDifference: difference / load.length };
}
