import { formatRefusal } from '../../manifests/check';
import { refusalsOf } from '../../manifests/check/api';
import { IMMUTABLE_ELSEWHERE } from './immutable-elsewhere';
import type { Judgement } from './judge';
import type { Kept } from './pairs';

/** What the API server refuses, so that the upgrade fails half-way. */
export function* immutable(kept: Kept): Generator<Judgement> {
  const invalid = new Set([...refusalsOf(kept.after)].map(formatRefusal));
  for (const { sort, message } of kept.consequences) {
    if (sort !== 'fails') continue;
    const fields = /^immutable field changed: (.*?);/.exec(message)?.[1]?.split(', ') ?? [];
    yield {
      finding: {
        rule: invalid.has(message) ? 'invalid-object' : 'immutable-field',
        level: 'major',
        object: kept.name,
        ...(fields[0] !== undefined && { field: fields[0] }),
        message: `the API server refuses it, and the upgrade fails: ${message}`,
      },
      explains: (field) => fields.some((name) => field === name || field.startsWith(`${name}.`)),
    };
  }
  const known = IMMUTABLE_ELSEWHERE.get(kept.kind);
  for (const { field } of known ? kept.fields : []) {
    if (!known?.test(field)) continue;
    const message = `the API server refuses it, and the upgrade fails: immutable field changed: ${field}`;
    yield {
      finding: { rule: 'immutable-field', level: 'major', object: kept.name, field, message },
      explains: (other) => other === field,
    };
  }
}
