import { isLabelKey } from '../../../../kubernetes/names';
import { milliOf } from '../../../../kubernetes/milli';
import { entries, fields, list, type Fields } from '../../../fields';
import type { Place, TypeRules } from '../place';
import { shown, type Refusal } from '../refusal';
import { isContainerResource, isQuotaResource, isResource } from '../resource-names';

const PARTS = ['max', 'min', 'default', 'defaultRequest', 'maxLimitRequestRatio'];
/** Of what has to be at most what. */
const ORDER = [
  ['min', 'max'],
  ['min', 'defaultRequest'],
  ['defaultRequest', 'max'],
  ['defaultRequest', 'default'],
  ['min', 'default'],
  ['default', 'max'],
] as const;

/** Limits and quotas of a namespace. @see pkg/apis/core/validation `ValidateLimitRange`, `ValidateResourceQuotaSpec` */
export const LIMIT_RULES: TypeRules = {
  'core.v1.LimitRangeItem': function* (item, place) {
    const ofContainers = item.type === 'Pod' || item.type === 'Container';
    const known = ofContainers ? isContainerResource : isResource;
    for (const part of PARTS) {
      if (item.type === 'Pod' && part.startsWith('default') && Object.keys(fields(item[part])).length > 0)
        yield place.refuse(part, 'is for containers', 'Remove it, or set type: Container');
      for (const [name] of Object.entries(fields(item[part])))
        if (!known(name))
          yield place.refuse(
            `${part}['${name}']`,
            'is no resource',
            'Allowed: cpu, memory, ephemeral-storage, storage',
          );
    }
    yield* inOrder(item, place);
    const { type } = item;
    if (typeof type === 'string' && type !== '' && !(isLabelKey(type) && (type.includes('/') || TYPES.includes(type))))
      yield place.refuse('type', `is ${shown(type)}`, `Allowed: ${TYPES.join(', ')}`);
    if (type === 'PersistentVolumeClaim' && fields(item.min).storage == null && fields(item.max).storage == null)
      yield place.refuse('max', 'has no storage', 'Write min or max of storage');
  },
  'core.v1.LimitRangeSpec': function* ({ limits }, place) {
    const types = [...entries(limits)].map(([{ type }]) => type);
    for (const [index, type] of types.entries())
      if (types.indexOf(type) !== index)
        yield place.refuse(`limits[${index}].type`, `${shown(type)} is there twice`, 'Write one for each type');
  },
  'core.v1.ResourceQuotaSpec': function* ({ hard, scopes }, place) {
    for (const [name, value] of Object.entries(fields(hard))) {
      if (!isQuotaResource(name))
        yield place.refuse(
          `hard['${name}']`,
          'is no resource',
          'Allowed: such as pods, requests.cpu, limits.memory, count/jobs.batch',
        );
      if (COUNTS.test(name) && Number(milliOf(value)) % 1000 !== 0)
        yield place.refuse(`hard['${name}']`, `is ${shown(value)}`, 'Allowed: a whole number');
      if (Number(milliOf(value)) < 0) yield place.refuse(`hard['${name}']`, `is ${shown(value)}`, 'Allowed: 0 or more');
    }
    for (const pair of [
      ['BestEffort', 'NotBestEffort'],
      ['Terminating', 'NotTerminating'],
    ])
      if (pair.every((scope) => list(scopes).includes(scope)))
        yield place.refuse('scopes', `has ${pair.join(' and ')}`, 'Keep one of them');
  },
  'node.v1.Overhead': function* ({ podFixed }, place) {
    for (const name of Object.keys(fields(podFixed)))
      if (!isContainerResource(name))
        yield place.refuse(`podFixed['${name}']`, 'is no resource', 'Allowed: cpu, memory');
  },
};

/** What is counted, not measured. */
const COUNTS = /^(?:configmaps|persistentvolumeclaims|pods|replicationcontrollers|resourcequotas|secrets|services.*)$/;
const TYPES = ['Container', 'PersistentVolumeClaim', 'Pod'];

function* inOrder(item: Fields, place: Place): Generator<Refusal> {
  for (const [low, high] of ORDER) {
    for (const [name, least] of Object.entries(fields(item[low]))) {
      const [less, more] = [milliOf(least), milliOf(fields(item[high])[name])];
      if (less === undefined || more === undefined || less <= more) continue;
      yield place.refuse(
        `${low}['${name}']`,
        `is ${shown(least)}, more than ${high} ${shown(fields(item[high])[name])}`,
        'Lower it',
      );
    }
  }
  for (const [name, ratio] of Object.entries(fields(item.maxLimitRequestRatio)))
    if (Number(milliOf(ratio)) < 1000)
      yield place.refuse(`maxLimitRequestRatio['${name}']`, `is ${shown(ratio)}`, 'Allowed: 1 or more');
}
