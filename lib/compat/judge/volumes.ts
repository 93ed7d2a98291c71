import { at, entries, type Fields } from '../../manifests/fields';
import { workloadOf } from '../../manifests/workload';
import { silent, word, type Judgement } from './judge';
import type { Kept } from './pairs';

/** Where the data of pods are: another claim, a claim that is gone, another folder of it. */
export function* volumes(kept: Kept): Generator<Judgement> {
  const [was, is] = [kept.before, kept.after].map((object) => workloadOf({ object, path: '' })?.pod);
  if (!was || !is || kept.kind === 'batch/Job') return;
  const lost = (field: string, message: string): Judgement => ({
    finding: {
      rule: 'data-lost',
      level: 'major',
      object: kept.name,
      field,
      message,
      advice: 'let old values keep the old volume',
    },
  });
  for (const [name, volume] of durable(was)) {
    const other = [...entries(is.volumes)].map(([one]) => one).find((one) => one.name === name);
    const [source, newSource] = [sourceOf(volume), other ? sourceOf(other) : undefined];
    const moved = newSource === undefined ? [...durable(is)].some(([, one]) => sourceOf(one) === source) : false;
    if (source === newSource || moved) continue;
    const now = other ? (newSource ?? Object.keys(other).find((key) => key !== 'name') ?? 'nothing') : 'nothing';
    yield lost(
      `volumes[${name}]`,
      `volume ${name} was ${source} and is ${now} now: pods do not see their data any more`,
    );
    yield silent(new RegExp(`\\.volumes\\[${name}\\]`));
  }
  const claims = [...entries(at(kept.before, 'spec', 'volumeClaimTemplates'))].map(([claim]) =>
    word(at(claim, 'metadata', 'name')),
  );
  for (const name of [...[...durable(was)].map(([volume]) => volume), ...claims]) {
    for (const mount of mountsOf(was, name)) {
      const now = mountsOf(is, name).filter(({ container }) => container === mount.container);
      if (now.length === 0 || now.some(({ key }) => key === mount.key)) continue;
      const there = now.map(({ text }) => text).join(', ');
      yield lost(
        `volumeMounts[${name}]`,
        `volume ${name} was mounted at ${mount.text} and is at ${there} now: programs do not find their data`,
      );
    }
  }
}

/** Volumes that outlive a pod, by name. */
function* durable(pod: Fields): Generator<readonly [string, Fields]> {
  for (const [volume] of entries(pod.volumes)) if (sourceOf(volume) !== undefined) yield [word(volume.name), volume];
}

function sourceOf(volume: Fields): string | undefined {
  const claim = at(volume, 'persistentVolumeClaim', 'claimName');
  if (claim !== undefined) return `claim ${word(claim)}`;
  const host = at(volume, 'hostPath', 'path');
  if (host !== undefined) return `folder ${word(host)} of the node`;
  const nfs = volume.nfs as { server?: unknown; path?: unknown } | undefined;
  return nfs ? `${word(nfs.server)}:${word(nfs.path)}` : undefined;
}

function mountsOf(pod: Fields, volume: string): { container: string; key: string; text: string }[] {
  return [...entries(pod.containers)].flatMap(([container]) =>
    [...entries(container.volumeMounts)]
      .filter(([mount]) => mount.name === volume)
      .map(([mount]) => {
        const sub = mount.subPath === undefined ? '' : ` (subPath ${word(mount.subPath)})`;
        const text = `${word(mount.mountPath)}${sub}`;
        return { container: word(container.name), key: text, text };
      }),
  );
}
