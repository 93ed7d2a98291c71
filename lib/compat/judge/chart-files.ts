import type { HelmChart } from '../chart/chart';
import type { Finding } from './finding';
import { crds } from './crds';
import { deprecated } from './deprecated';
import { drawnAnew } from './drawn-anew';
import { stepOfVersions } from './image';

/** What the files of the charts say, before anything is rendered. */
export function* chartFiles(before: HelmChart, after: HelmChart): Generator<Finding> {
  if (before.name !== after.name) {
    const message = `the chart is called ${after.name} and not ${before.name}: names that templates make of it change`;
    yield { rule: 'chart', level: 'major', field: 'name', message };
  }
  if (before.type !== after.type) {
    const message = `type ${before.type} → ${after.type}`;
    yield { rule: 'chart', level: 'major', field: 'type', message };
  }
  if (stepOfVersions(before.version, after.version) === 'older') {
    const message = `version ${before.version} → ${after.version}: an older one`;
    yield { rule: 'chart', level: 'major', field: 'version', message };
  }
  yield* application(before, after);
  yield* dependencies(before, after);
  yield* crds(before, after);
  yield* drawnAnew(before, after);
  yield* deprecated(before, after);
}

function* application({ appVersion: was }: HelmChart, { appVersion: is }: HelmChart): Generator<Finding> {
  if (was === undefined || is === undefined || was === is) return;
  const step = stepOfVersions(was, is);
  if (step === 'same') return;
  const older = step === 'older';
  // How large a step of the application's it is says nothing about the chart.
  const level = older ? 'major' : step === 'patch' ? 'patch' : 'minor';
  yield {
    rule: older ? 'image-older' : 'chart',
    level,
    field: 'appVersion',
    message: `appVersion ${was} → ${is}${older ? ': older software on newer data' : ''}`,
  };
}

function* dependencies(before: HelmChart, after: HelmChart): Generator<Finding> {
  const keyOf = ({ alias, name }: HelmChart['dependencies'][number]): string => alias ?? name;
  const is = new Map(after.dependencies.map((one) => [keyOf(one), one]));
  const was = new Map(before.dependencies.map((one) => [keyOf(one), one]));
  const finding = (field: string, level: Finding['level'], message: string): Finding => ({
    rule: 'dependency',
    level,
    field,
    message,
  });
  for (const [key, one] of was) {
    const other = is.get(key);
    if (!other) yield finding(key, 'major', `${key} is gone: what it deployed is deleted, and its values are ignored`);
    else {
      if (one.condition !== other.condition)
        yield finding(
          key,
          'major',
          `${key} is switched by ${other.condition ?? 'nothing'} and not by ${one.condition ?? 'nothing'}`,
        );
      const step = stepOfVersions(
        (one.version ?? '').replace(/^[^\d]*/, ''),
        (other.version ?? '').replace(/^[^\d]*/, ''),
      );
      if (one.version !== other.version && step !== 'same')
        yield finding(
          key,
          step === 'older' ? 'major' : (step ?? 'minor'),
          `${key} ${one.version ?? ''} → ${other.version ?? ''}`,
        );
    }
  }
  for (const key of is.keys()) if (!was.has(key)) yield finding(key, 'minor', `${key} is new`);
}
