import { checkManifests } from '../../../lib/manifests/check';
import { diffManifests } from '../../../lib/manifests/diff';
import type { KubeObject } from '../../../lib/manifests/manifest';
import { normalForm } from '../../../lib/manifests/normal-form';
import { orphans, planOf } from '../../../lib/manifests/plan';
import { readManifests } from '../../../lib/manifests/read';
import { diffJson, diffMarkdown, diffText } from '../../../lib/outputs/diff';

/** Does with a text what the commands do; nothing of it may throw. @param whole what the text was before */
export function tryText(text: string, whole: readonly KubeObject[]): void {
  const reading = readManifests([{ file: 'x.yaml', text }]);
  const objects = reading.objects.map(({ object }) => object);
  const changes = diffManifests(whole, objects);
  diffText(changes);
  diffMarkdown(changes);
  diffJson(changes);
  objects.forEach(normalForm);
  checkManifests(reading.objects);
  const observations = objects.map((manifest, i) => ({
    manifest,
    namespace: undefined,
    live: whole[i],
    answer: { sort: 'accepted' as const, result: manifest, warnings: [] },
  }));
  planOf({
    observations,
    surroundings: whole,
    orphans: orphans(whole, observations),
    means: { via: 'apply', deletes: true },
  });
}
