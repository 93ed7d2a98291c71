import { camelCase } from '../../merge/names';
import type { Expression, MapEntry } from '../../merge/expression';
import { at, sameExpression, without } from '../../merge/same-expression';
import { isWorkload, type PlannedObject } from '../../plan';
import { RESERVED } from '../reserved';
import { ingressForm } from './paths-form';
import { workloadForm } from './workload-form';

/** An object as it is written: by which construct of `Kube`, with what, and under which name others refer to it. */
export interface WrittenObject {
  readonly planned: PlannedObject;
  readonly construct: string;
  readonly expression: Expression;
  variable?: string;
}

/** How objects of one scope are written. */
export interface LinkOptions {
  /** Names that are taken there. */
  readonly names: Set<string>;
  /** Whether constants carry the component's name. */
  readonly prefixed: boolean;
  /** Whether the construct of its kind takes an object. */
  readonly isTyped: (planned: PlannedObject) => boolean;
  /** Whether every object stays as it is, without a form or a reference. */
  readonly plain: boolean;
}

/**
 * Says objects of one scope, in their order, by the constructs that make them shorter, and what they say of each other by
 * reference: a Service selects the pods of a workload, an Ingress sends to a Service, a workload reads a ConfigMap.
 */
export function linked(objects: readonly PlannedObject[], options: LinkOptions): WrittenObject[] {
  const written: WrittenObject[] = [];
  for (const planned of objects)
    written.push(options.isTyped(planned) ? write(planned, written, options) : asIs(planned));
  return written;
}

const asIs = (planned: PlannedObject, construct = 'AnyObject'): WrittenObject => ({
  planned,
  construct,
  expression: planned.expression,
});

function write(planned: PlannedObject, before: readonly WrittenObject[], options: LinkOptions): WrittenObject {
  const { kind, expression } = planned;
  if (options.plain) return asIs(planned, kind);
  const known = before.filter((one) => one.construct !== 'AnyObject' && one.planned.when === undefined);
  const refer = (one: WrittenObject, member: string): Expression => ({
    sort: 'code',
    code: `${(one.variable ??= variableFor(one, options))}.${member}`,
  });
  const named = (kindOf: string, name: Expression): WrittenObject | undefined =>
    known.find((one) => one.planned.kind === kindOf && sameExpression(nameOf(one) ?? NOTHING, name));
  const selected = (selector: Expression): Expression | undefined => {
    const workload = known.find(
      (one) => one.construct === 'Workload' && sameExpression(selectorOf(one) ?? NOTHING, selector),
    );
    return workload && refer(workload, 'selector');
  };
  const selector = SELECTORS[kind];
  if (selector) return { planned, construct: kind, expression: replaced(expression, selector, selected) };
  switch (kind) {
    case 'HorizontalPodAutoscaler': {
      const target = (given: Expression): Expression | undefined => {
        const workload = known.find((one) => one.construct === 'Workload' && isTarget(one, given));
        return workload && refer(workload, 'scaleTarget');
      };
      return { planned, construct: kind, expression: replaced(expression, ['spec', 'scaleTargetRef'], target) };
    }
    case 'Ingress': {
      const service = (name: Expression): string | undefined => {
        const found = named('Service', name);
        return found && (found.variable ??= variableFor(found, options));
      };
      const form = (spec: Expression): Expression => ingressForm(spec, service);
      return { planned, construct: kind, expression: replaced(expression, ['spec'], form) };
    }
    default: {
      const name = (kindOf: string, given: Expression): Expression | undefined => {
        const found = named(kindOf, given);
        return found && refer(found, 'name');
      };
      const form = workloadForm(kind, expression);
      const whole = form ?? expression;
      return {
        planned,
        construct: form ? 'Workload' : kind,
        expression: isWorkload(kind) ? withNames(whole, [], name) : whole,
      };
    }
  }
}

/** Where kinds select the pods of a workload. */
const SELECTORS: Readonly<Record<string, readonly string[]>> = {
  Service: ['spec', 'selector'],
  PodDisruptionBudget: ['spec', 'selector', 'matchLabels'],
  NetworkPolicy: ['spec', 'podSelector', 'matchLabels'],
};

/** No piece of an object is the same as this. */
const NOTHING: Expression = { sort: 'code', code: '' };

const nameOf = ({ construct, expression }: WrittenObject): Expression | undefined =>
  construct === 'Workload' ? at(expression, 'name') : at(expression, 'metadata', 'name');

const selectorOf = ({ expression }: WrittenObject): Expression | undefined =>
  at(expression, 'selector') ?? at(expression, 'labels');

function isTarget(workload: WrittenObject, given: Expression): boolean {
  const name = at(given, 'name');
  const own = nameOf(workload);
  return (
    name !== undefined &&
    own !== undefined &&
    sameExpression(name, own) &&
    isText(at(given, 'kind'), workload.planned.kind) &&
    isText(at(given, 'apiVersion'), 'apps/v1') &&
    without(given, 'name', 'kind', 'apiVersion').length === 0
  );
}

const isText = (expression: Expression | undefined, text: string): boolean =>
  expression?.sort === 'literal' && expression.value === text;

/** The expression with another piece at a path, where there is one. */
function replaced(
  expression: Expression,
  path: readonly string[],
  by: (piece: Expression) => Expression | undefined,
): Expression {
  const [key, ...rest] = path;
  if (key === undefined) return by(expression) ?? expression;
  if (expression.sort !== 'map') return expression;
  const entries = expression.entries.map((entry): MapEntry =>
    entry.key === key ? { ...entry, value: replaced(entry.value, rest, by) } : entry,
  );
  return { sort: 'map', entries };
}

/** Fields of a pod that name another object, by what stands above the name. */
const NAMES: Readonly<Record<string, string>> = {
  'configMapRef.name': 'ConfigMap',
  'configMapKeyRef.name': 'ConfigMap',
  'configMap.name': 'ConfigMap',
  'persistentVolumeClaim.claimName': 'PersistentVolumeClaim',
};

/** The expression with references in the place of names that it has of other objects. */
function withNames(
  expression: Expression,
  path: readonly string[],
  refer: (kind: string, name: Expression) => Expression | undefined,
): Expression {
  if (expression.sort === 'list') {
    const items = expression.items.map((item) => ({ ...item, value: withNames(item.value, path, refer) }));
    return { sort: 'list', items };
  }
  if (expression.sort !== 'map') return expression;
  const entries = expression.entries.map((entry): MapEntry => {
    const kind = NAMES[`${path.at(-1)}.${entry.key}`] ?? (entry.key === 'serviceAccountName' ? 'ServiceAccount' : '');
    const reference = kind === '' ? undefined : refer(kind, entry.value);
    return { ...entry, value: reference ?? withNames(entry.value, [...path, entry.key], refer) };
  });
  return { sort: 'map', entries };
}

/** What constants of a kind are called. */
const WORDS: Readonly<Record<string, string>> = {
  Service: 'service',
  ConfigMap: 'config',
  PersistentVolumeClaim: 'claim',
  ServiceAccount: 'account',
};

/** Longest `const name = new Kube.Kind(scope, 'id', {` that prettier leaves on one line, at any indentation here. */
const LONGEST_HEAD = 112;

function variableFor({ construct, planned }: WrittenObject, { names, prefixed }: LinkOptions): string {
  const word = construct === 'Workload' ? 'workload' : (WORDS[planned.kind] ?? 'object');
  const { component, kind, id } = planned;
  const bare = id.replace(new RegExp(`-${kind}$`, 'i'), '');
  const own = camelCase(bare.toLowerCase().endsWith(word) ? bare : `${bare}-${word}`);
  const short = construct === 'Workload' ? component : `${component}-${word}`;
  const rest = `const  = new Kube.${construct}(scope, '${id}', {`.length;
  const isFree = (name: string): boolean =>
    !names.has(name) && !RESERVED.has(name) && rest + name.length <= Math.max(LONGEST_HEAD, rest + word.length + 2);
  let name = [prefixed ? camelCase(short) : word, own].find(isFree) ?? '';
  for (let i = prefixed ? 1 : 2; name === ''; i++) {
    const numbered = i === 1 ? word : `${word}${i}`;
    if (isFree(numbered)) name = numbered;
  }
  names.add(name);
  return name;
}
