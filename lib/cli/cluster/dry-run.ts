import type { KubeObject } from '../../manifests/manifest';
import { refusal, warningsOf, type Answer } from '../../manifests/plan';
import { inParts } from './in-parts';
import type { Kubectl } from './kubectl';
import { asDocuments, fromOutput } from './objects';

/**
 * Asks the API server what it would make of each object; nothing is changed.
 * @param command of kubectl, e.g. `['apply', '--server-side']`
 */
export function dryRun(
  kubectl: Kubectl,
  command: readonly string[],
  objects: readonly KubeObject[],
): Promise<Answer[]> {
  const args = [...command, '--dry-run=server', '--output=json', '--show-managed-fields', '--filename=-'];
  return inParts(objects, async (some): Promise<Answer[] | undefined> => {
    const { code, stdout, stderr } = await kubectl(args, asDocuments(some));
    const results = code === 0 ? fromOutput(stdout) : [];
    const warnings = warningsOf(stderr);
    const isClean = results.length === some.length && warnings.length === 0;
    if (isClean) return results.map((result) => ({ sort: 'accepted', result, warnings }));
    if (some.length > 1) return undefined;
    const [result] = results;
    return [result ? { sort: 'accepted', result, warnings } : refusal(stderr)];
  });
}

/** The object for `kubectl replace`, whatever controllers have written to it since it was read. */
export function unversioned(object: KubeObject): KubeObject {
  return { ...object, metadata: { ...object.metadata, resourceVersion: undefined } };
}
