import { entries, fields, list, text, type Fields } from '../../../fields';
import { isLabelValue } from '../../../../kubernetes/names';
import type { Place, TypeRules } from '../place';
import { shown, type Refusal } from '../refusal';
import { dnsName } from '../texts';

/** Where pods may run, and selectors of all sorts. @see pkg/apis/core/validation `ValidateTolerations`, `ValidateNodeSelector` */
export const SCHEDULING_RULES: TypeRules = {
  'core.v1.Toleration': function* ({ key, operator, value, effect, tolerationSeconds }, place) {
    if (!key && operator !== 'Exists')
      yield place.refuse(
        'operator',
        `is ${shown(operator || undefined)} without a key`,
        'Write a key, or operator: Exists',
      );
    if (operator === 'Exists' && value)
      yield place.refuse('value', `is ${shown(value)}`, 'Remove it: operator is Exists');
    if (tolerationSeconds != null && effect !== 'NoExecute')
      yield place.refuse('effect', `is ${shown(effect)} beside tolerationSeconds`, 'Allowed: NoExecute');
  },
  'core.v1.NodeSelectorRequirement': function* (requirement, place) {
    const { operator, values, key } = requirement;
    const count = list(values).length;
    const inFields = place.key === 'matchFields';
    const [exists, compares] = [
      ['Exists', 'DoesNotExist'],
      ['Gt', 'Lt'],
    ];
    if (inFields) {
      if (operator !== 'In' && operator !== 'NotIn')
        yield place.refuse('operator', `is ${shown(operator)}`, 'Allowed: In, NotIn');
      else if (count !== 1) yield place.refuse('values', `has ${count} values`, 'Allowed: one');
      for (const [index, value] of list(values).entries())
        if (!dnsName.takes(value) || value === '')
          yield place.refuse(`values[${index}]`, `is ${shown(value)}`, 'Allowed: the name of a node');
      if (key && key !== 'metadata.name') yield place.refuse('key', `is ${shown(key)}`, 'Allowed: metadata.name');
    } else if (exists.includes(String(operator))) {
      if (count > 0) yield place.refuse('values', `is there, though operator is ${String(operator)}`, 'Remove it');
    } else if (compares.includes(String(operator))) {
      if (count !== 1) yield place.refuse('values', `has ${count} values`, `Allowed with ${String(operator)}: one`);
    } else if (count === 0) yield place.refuse('values', 'is empty', 'Write at least one');
    const required = place.within('core.v1.NodeSelector') !== undefined;
    if (inFields || !required) return;
    for (const [index, value] of list(values).entries()) {
      if (typeof value === 'string' && !isLabelValue(value))
        yield place.refuse(`values[${index}]`, `is ${shown(value)}`, 'Allowed: what a label can be');
    }
  },
  'meta.v1.LabelSelectorRequirement': function* ({ operator, values }, place) {
    const count = list(values).length;
    if ((operator === 'In' || operator === 'NotIn') && count === 0)
      yield place.refuse('values', 'is empty', `Write at least one: operator is ${operator}`);
    if ((operator === 'Exists' || operator === 'DoesNotExist') && count > 0)
      yield place.refuse('values', `is there, though operator is ${operator}`, 'Remove it');
  },
  'core.v1.PodAffinityTerm': function* (term, place) {
    yield* labelKeys(term, 'matchLabelKeys', place);
    yield* labelKeys(term, 'mismatchLabelKeys', place);
  },
  'core.v1.TopologySpreadConstraint': function* (spread, place) {
    if (spread.minDomains != null && spread.whenUnsatisfiable !== 'DoNotSchedule')
      yield place.refuse('minDomains', 'is for whenUnsatisfiable: DoNotSchedule', 'Remove it');
    yield* labelKeys(spread, 'matchLabelKeys', place);
    if (spread.maxSkew === 0) yield place.refuse('maxSkew', 'is 0', 'Allowed: 1 or more');
  },
};

function* labelKeys(value: Fields, key: string, place: Place): Generator<Refusal> {
  const keys = list(value[key]);
  if (keys.length === 0) return;
  if (value.labelSelector == null)
    yield place.refuse(key, 'is there without labelSelector', 'Write a labelSelector as well');
  const asked = new Set([
    ...Object.keys(fields(fields(value.labelSelector).matchLabels)),
    ...[...entries(fields(value.labelSelector).matchExpressions)].map(([expression]) => text(expression.key)),
  ]);
  for (const [index, name] of keys.entries()) {
    if (typeof name === 'string' && asked.has(name))
      yield place.refuse(`${key}[${index}]`, 'is in labelSelector, too', 'Keep one of them');
  }
}
