import type { Level } from './finding';
import type { Judgement } from './judge';
import type { Kept } from './pairs';

const IMAGE = /[cC]ontainers\[([^\]]+)\]\.image$/;

/** Other software: how large a step it is, is what its tag says. */
export function* image(kept: Kept): Generator<Judgement> {
  for (const { field, before, after } of kept.fields) {
    const container = IMAGE.exec(field)?.[1];
    if (container === undefined || typeof before !== 'string' || typeof after !== 'string') continue;
    const step = stepBetween(before, after);
    const message = `container ${container}: ${before} → ${after}`;
    const base = { object: kept.name, field } as const;
    yield {
      finding:
        step === 'older'
          ? { ...base, rule: 'image-older', level: 'major', message: `${message}: older software on newer data` }
          : { ...base, rule: 'image', level: step, message },
      explains: (other) => other === field,
    };
  }
}

/** How far it is from one version to another, by their numbers; undefined where one is no version. */
export function stepOfVersions(before: string, after: string): Level | 'older' | 'same' | undefined {
  const [was, is] = [numbers(before), numbers(after)];
  if (!was || !is) return undefined;
  const at = [0, 1, 2].find((i) => was[i] !== is[i]);
  if (at === undefined) return before === after ? 'same' : 'patch';
  if ((is[at] ?? 0) < (was[at] ?? 0)) return 'older';
  return at === 0 ? 'major' : at === 1 ? 'minor' : 'patch';
}

function numbers(version: string): number[] | undefined {
  const match = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:[-+._].*)?$/.exec(version);
  return match?.slice(1, 4).map((part) => Number(part ?? 0));
}

function stepBetween(before: string, after: string): Level | 'older' {
  const [was, is] = [partsOf(before), partsOf(after)];
  if (was.repository !== is.repository && lastOf(was.repository) !== lastOf(is.repository)) return 'major';
  const step = stepOfVersions(was.tag, is.tag);
  if (step === 'older' || step === 'major' || step === 'minor') return step;
  return was.repository !== is.repository || step === undefined ? 'minor' : 'patch';
}

const lastOf = (repository: string): string => repository.slice(repository.lastIndexOf('/') + 1);

/** `registry:5000/name:tag@sha256:…` */
function partsOf(image: string): { repository: string; tag: string } {
  const [, repository = image, tag = ''] = /^(.*?)(?::([^:/@]+))?(?:@.*)?$/.exec(image) ?? [];
  return { repository, tag };
}
