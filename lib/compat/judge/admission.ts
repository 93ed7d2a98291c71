import { at, entries } from '../../manifests/fields';
import type { KubeObject } from '../../manifests/manifest';
import type { Judgement } from './judge';
import type { Kept } from './pairs';

const CONFIGURATION = /^admissionregistration\.k8s\.io\/(Validating|Mutating)WebhookConfiguration$/;

/** Webhooks that let everything through while they are away, and now nothing. */
export function* admission(kept: Kept): Generator<Judgement> {
  if (!CONFIGURATION.test(kept.kind)) return;
  const was = failsClosed(kept.before);
  for (const [name, closed] of failsClosed(kept.after)) {
    if (!closed || was.get(name) !== false) continue;
    const field = `webhooks[${name}].failurePolicy`;
    const message = `failurePolicy Ignore → Fail: while its pods are away, as in the upgrade, the API server refuses what it is asked about`;
    yield {
      finding: { rule: 'admission', level: 'major', object: kept.name, field, message },
      explains: (other) => other === field,
    };
  }
}

/** Whether each webhook, by its name, refuses what it can't be asked about. */
const failsClosed = (object: KubeObject): Map<string, boolean> =>
  new Map(
    [...entries(at(object, 'webhooks'))].map(([webhook]) => [String(webhook.name), webhook.failurePolicy !== 'Ignore']),
  );
