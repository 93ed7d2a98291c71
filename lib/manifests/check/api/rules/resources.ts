import { milliOf } from '../../../../kubernetes/milli';
import { entries, fields, type Fields } from '../../../fields';
import type { Place, TypeRules } from '../place';
import { shown, type Refusal } from '../refusal';
import { isContainerResource, isExact, isHugePage, OF_CONTAINERS } from '../resource-names';

/** What containers and pods ask for and may use. @see pkg/apis/core/validation `validateResourceRequirements` */
export const RESOURCE_RULES: TypeRules = {
  'core.v1.ResourceRequirements': function* (resources, place) {
    for (const part of ['limits', 'requests']) yield* amounts(resources, part, place);
    yield* claims(resources, place);
    const names = [...Object.keys(fields(resources.limits)), ...Object.keys(fields(resources.requests))];
    if (names.some(isHugePage) && !names.includes('cpu') && !names.includes('memory'))
      yield place.refuse('', 'has huge pages only', 'Write cpu or memory as well');
  },
};

const isAllowed = (name: string, ofPod: boolean): boolean =>
  ofPod ? name === 'cpu' || name === 'memory' || isHugePage(name) : isContainerResource(name);

function* amounts(resources: Fields, part: string, place: Place): Generator<Refusal> {
  const limits = fields(resources.limits);
  const ofPod = place.parent?.type === 'core.v1.PodSpec';
  for (const [name, amount] of Object.entries(fields(resources[part]))) {
    const field = `${part}['${name}']`;
    if (!isAllowed(name, ofPod)) {
      yield place.refuse(field, 'is no resource', `Allowed: ${OF_CONTAINERS.join(', ')}, hugepages-SIZE, DOMAIN/NAME`);
    }
    const number = milliOf(amount);
    if (number === undefined) continue;
    if (isExact(name) && number % 1000 !== 0)
      yield place.refuse(field, `is ${shown(amount)}`, 'Allowed: a whole number');
    if (part === 'limits') continue;
    const limit = milliOf(limits[name]);
    const is = `is ${shown(amount)}`;
    if (limit === undefined) {
      if (isExact(name) && limits[name] === undefined)
        yield place.refuse(`limits['${name}']`, 'is missing', 'Write what is requested');
    } else if (isExact(name) && limit !== number) {
      yield place.refuse(field, is, `Allowed: what limits says, ${shown(limits[name])}`);
    } else if (number > limit) {
      yield place.refuse(
        field,
        `${is}, more than its limit ${shown(limits[name])}`,
        'Raise the limit, or request less',
      );
    }
  }
}

function* claims(resources: Fields, place: Place): Generator<Refusal> {
  const known = [...entries(place.within('core.v1.PodSpec')?.value.resourceClaims)].map(([{ name }]) => name);
  for (const [{ name }, index] of entries(resources.claims)) {
    if (place.parent?.type === 'core.v1.PodSpec') yield place.refuse('claims', 'are for containers', 'Remove it');
    else if (!known.includes(name))
      yield place.refuse(`claims[${index}].name`, `is ${shown(name)}`, "Name one of the pod's resourceClaims");
  }
}
