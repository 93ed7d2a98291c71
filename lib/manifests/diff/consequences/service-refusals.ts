import { at, fields } from '../../fields';
import type { KubeObject } from '../../manifest';
import type { Consequence } from '../change';
import { isSame } from '../field-changes';

/** What nobody may change of a Service while it has an address. @param written the new one, without defaults */
export function* serviceRefusals(before: KubeObject, after: KubeObject, written: KubeObject): Generator<Consequence> {
  const [was, is] = [fields(before.spec), fields(after.spec)];
  if (was.type === 'ExternalName' || is.type === 'ExternalName') return;
  const fails = (field: string, advice: string): Consequence => ({
    sort: 'fails',
    message: `immutable field changed: ${field}; ${advice}`,
  });
  if (is.clusterIP !== undefined && is.clusterIP !== was.clusterIP) {
    yield fails('spec.clusterIP', 'delete the Service and apply again: until then it does not answer');
  } else if (was.clusterIP !== undefined && at(written, 'spec', 'clusterIP') === undefined) {
    const kept = `spec.clusterIP stays ${JSON.stringify(was.clusterIP)}: delete the Service first to get rid of it`;
    yield { sort: 'no-effect', message: kept };
  }
  const [family, other] = [was, is].map(({ ipFamilies }) =>
    Array.isArray(ipFamilies) ? (ipFamilies[0] as unknown) : undefined,
  );
  if (!isSame(family, other)) yield fails('spec.ipFamilies[0]', 'the first family is that of its address');
  if (is.type === 'LoadBalancer' && was.type === 'LoadBalancer' && is.loadBalancerClass !== was.loadBalancerClass) {
    yield fails('spec.loadBalancerClass', 'make the Service another type first');
  }
}
