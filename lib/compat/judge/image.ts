import { at, entries } from '../../manifests/fields';
import type { Level } from './finding';
import type { Judgement } from './judge';
import type { Kept } from './pairs';

/** What the kubelet takes no image for: nothing before or behind the colon, or what Go prints of nothing. */
const NO_IMAGE = /^$|[:@/]$|^[:@/]|\/:|<(no value|nil)>|\s/;

const IMAGE = /[cC]ontainers\[([^\]]+)\]\.image$/;

/** Software whose files of one major version the next one does not read. */
const DATABASES =
  /^(postgres(ql)?(-repmgr)?|postgis|timescaledb(-ha)?|mysql|mariadb|mongo(db)?|elasticsearch|opensearch)$/;

/**
 * Other software. Users see the chart through its values and objects: what is in the image is the concern of the
 * application's own version, so that it asks for a minor step at most. But a database does not start on the files of
 * another major version, and nothing starts on newer files than its own.
 */
export function* image(kept: Kept): Generator<Judgement> {
  for (const { field, before, after } of kept.fields) {
    const container = IMAGE.exec(field)?.[1];
    if (container === undefined || typeof before !== 'string' || typeof after !== 'string') continue;
    const step = stepBetween(before, after);
    const base = { object: kept.name, field } as const;
    const said = `container ${container}: ${before} → ${after}`;
    yield {
      finding: NO_IMAGE.test(after)
        ? { ...base, rule: 'image', level: 'major', message: `container ${container}: '${after}' is no image` }
        : step === 'older'
          ? { ...base, rule: 'image-older', level: 'major', message: `${said}: older software on newer data` }
          : step === 'major' && keepsDatabase(kept, before)
            ? { ...base, rule: 'image', level: 'major', message: `${said}: does not start on the files of the old one` }
            : { ...base, rule: 'image', level: step === 'patch' ? 'patch' : 'minor', message: said },
      explains: (other) => other === field,
    };
  }
}

function keepsDatabase({ before }: Kept, image: string): boolean {
  const pod = at(before, 'spec', 'template', 'spec');
  const claimed = [...entries(at(pod, 'volumes'))].some(([volume]) => volume.persistentVolumeClaim !== undefined);
  const claims = [...entries(at(before, 'spec', 'volumeClaimTemplates'))].length > 0;
  return (claimed || claims) && DATABASES.test(lastOf(partsOf(image).repository));
}

/** How far it is from one version to another, by their numbers; undefined where one is no version. */
export function stepOfVersions(before: string, after: string): Level | 'older' | 'same' | undefined {
  const [was, is] = [numbers(before), numbers(after)];
  if (!was || !is) return undefined;
  const place = [0, 1, 2].find((i) => was[i] !== is[i]);
  if (place === undefined) return before === after ? 'same' : 'patch';
  if ((is[place] ?? 0) < (was[place] ?? 0)) return 'older';
  return place === 0 ? 'major' : place === 1 ? 'minor' : 'patch';
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
