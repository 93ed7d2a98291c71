import { at, entries, fields, list } from '../../fields';
import { groupKind, type KubeObject } from '../../manifest';
import { describeSelector, isEmptySelector, labelSelector } from '../../selector';
import type { Applying, Consequence, FieldChange, Pair } from '../change';
import { isSame } from '../field-changes';

/** What a NetworkPolicy lets through that it did not before. */
export function* networkAccess(
  { before, after }: Pair,
  _: readonly FieldChange[],
  { deletes }: Applying,
): Generator<Consequence> {
  const object = after ?? before;
  if (!object || groupKind(object) !== 'networking.k8s.io/NetworkPolicy' || !before) return;
  if (!after) {
    const message = 'its pods take and send whatever no other policy forbids';
    yield deletes ? widens(message) : { sort: 'once-deleted', message: `once it is deleted, ${message}` };
    return;
  }
  if (!isSame(at(before, 'spec', 'podSelector'), at(after, 'spec', 'podSelector'))) {
    yield widens(`guards ${pods(after)} in place of ${pods(before)}`);
  }
  for (const [type, rules, who, verb] of [
    ['Ingress', 'ingress', 'from', 'lets in'],
    ['Egress', 'egress', 'to', 'lets out'],
  ] as const) {
    if (!restricts(before, type, rules)) continue;
    if (!restricts(after, type, rules)) {
      yield widens(`${rules} is not restricted any more`);
      continue;
    }
    const was = allowed(before, rules, who);
    for (const { peer, port } of allowed(after, rules, who)) {
      const covered = was.some(
        (old) => (old.peer === ANYONE || old.peer === peer) && (old.port === ANY_PORT || old.port === port),
      );
      if (!covered) yield widens(`${verb} ${who} ${peer} on ${port}`.replace(`${who} ${who}`, who));
    }
  }
}

const widens = (message: string): Consequence => ({ sort: 'widens-access', message });

const pods = (policy: KubeObject): string => {
  const selector = labelSelector(at(policy, 'spec', 'podSelector'));
  return isEmptySelector(selector) ? 'all pods' : `pods ${describeSelector(selector)}`;
};

/** Without policyTypes, a policy is about ingress, and about egress when it has such rules. */
function restricts(policy: KubeObject, type: string, rules: string): boolean {
  const { policyTypes, [rules]: own } = fields(policy.spec);
  return Array.isArray(policyTypes) ? policyTypes.includes(type) : type === 'Ingress' || own !== undefined;
}

const ANYONE = 'anyone';
const ANY_PORT = 'any port';

/** Every combination of peer and port that rules allow, in words that are the same when they mean the same. */
function allowed(policy: KubeObject, rules: string, who: string): { peer: string; port: string }[] {
  return [...entries(at(policy, 'spec', rules))].flatMap(([rule]) => {
    const peers = list(rule[who]).map(describePeer);
    const ports = list(rule.ports).map(describePort);
    return (peers.length > 0 ? peers : [ANYONE]).flatMap((peer) =>
      (ports.length > 0 ? ports : [ANY_PORT]).map((port) => ({ peer, port })),
    );
  });
}

function describePort(value: unknown): string {
  const { port, endPort, protocol = 'TCP' } = value as { port?: string | number; endPort?: number; protocol?: string };
  const number = port === undefined ? ANY_PORT : `port ${port}${endPort === undefined ? '' : `-${endPort}`}`;
  return protocol === 'TCP' ? number : `${protocol} ${number}`;
}

function describePeer(value: unknown): string {
  const { ipBlock, podSelector, namespaceSelector } = fields(value);
  if (ipBlock !== undefined) {
    const except = list(at(ipBlock, 'except')).map(String);
    return `${String(at(ipBlock, 'cidr'))}${except.length > 0 ? ` without ${except.join(', ')}` : ''}`;
  }
  const words = (selector: unknown, all: string, some: string): string => {
    const read = labelSelector(selector);
    return isEmptySelector(read) ? all : `${some} ${describeSelector(read)}`;
  };
  const inside =
    namespaceSelector === undefined ? '' : ` of ${words(namespaceSelector, 'all namespaces', 'namespaces')}`;
  return `${podSelector === undefined ? 'all pods' : words(podSelector, 'all pods', 'pods')}${inside}`;
}
