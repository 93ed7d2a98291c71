import { formatRefusal, refusalsOf } from '../../../../lib/manifests/check';
import type { KubeObject } from '../../../../lib/manifests/manifest';
import type { Answer, ApiServer } from './api-server';
import { mutantsOf, type Mutant } from './mutations';
import { VALID_OBJECTS } from './valid-objects';

/** What the server and the checks say of one object. */
export interface Judged extends Answer, Mutant {
  readonly kind: string;
  /** Of the checks. */
  readonly refusals: readonly string[];
}

/** A dry run does not allocate, and so takes any number. */
const NOT_DRY = /\.nodePort = -?\d+$/;

/** How many questions are on their way at once. */
const AT_ONCE = 8;

/**
 * Asks about the valid objects and each n-th of their defects; what depends on the cluster is left out.
 * @throws where the server refuses what is meant to be valid
 */
export async function judge(
  server: ApiServer,
  { every = 1, kind }: { readonly every?: number; readonly kind?: string },
): Promise<Judged[]> {
  const objects = (structuredClone(VALID_OBJECTS) as unknown as KubeObject[]).filter(
    (one) => !kind || one.kind === kind,
  );
  for (const object of objects) {
    const { verdict, message } = await server.ask(object);
    if (verdict !== 'taken') throw new Error(`${object.kind} ${object.metadata.name} is meant to be valid: ${message}`);
  }
  const mutants = objects.flatMap((object) => [...mutantsOf(object)]).filter((_, index) => index % every === 0);
  const judged: Judged[] = [];
  const work = mutants.values();
  const ask = async (): Promise<void> => {
    for (const mutant of work) {
      const answer = await server.ask(mutant.object);
      if (answer.verdict === 'cluster' || NOT_DRY.test(mutant.change)) continue;
      const refusals = [...refusalsOf(mutant.object)].map(formatRefusal);
      judged.push({ ...mutant, ...answer, kind: mutant.object.kind, refusals });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, ask));
  return judged;
}
