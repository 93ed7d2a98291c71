import { diffManifests } from '../../manifests/diff';
import { silent, type Judgement } from './judge';
import type { Kept } from './pairs';

/** Traffic that is not let through any more, and traffic that is now. */
export function* networkPolicy(kept: Kept): Generator<Judgement> {
  if (kept.kind !== 'networking.k8s.io/NetworkPolicy' || kept.fields.length === 0) return;
  yield silent(/^spec\b/);
  // What the old policy lets through and the new one does not is what would be opened by going back.
  for (const { message } of openings(kept.after, kept.before)) {
    yield {
      finding: {
        rule: 'network-tightened',
        level: 'major',
        object: kept.name,
        field: 'spec',
        message: `tightened: the old one ${message}`,
        advice: 'keep what was allowed, or let a value allow it',
      },
    };
  }
  for (const { message } of openings(kept.before, kept.after)) {
    yield { finding: { rule: 'network-widened', level: 'minor', object: kept.name, field: 'spec', message } };
  }
}

function openings(before: Kept['before'], after: Kept['before']): { message: string }[] {
  return diffManifests([before], [after]).flatMap(({ consequences }) =>
    consequences.filter(({ sort }) => sort === 'widens-access'),
  );
}
