import { fields, list, text } from '../../../fields';
import { isAddress, isOfNode, isSixthVersion } from '../addresses';
import type { TypeRules } from '../place';
import { repeated } from '../repeated';
import { shown } from '../refusal';
import { dnsName } from '../texts';

const ELSEWHERE = 'an address that is the same on every node: neither loopback, link-local nor unspecified';

const LEVELS = ['privileged', 'baseline', 'restricted'];

/** Addresses behind Services, revisions, and what a namespace asks of pods. */
export const ENDPOINT_RULES: TypeRules = {
  'discovery.v1.Endpoint': function* ({ addresses }, place) {
    const type = place.parent?.value.addressType;
    for (const [index, address] of list(addresses).entries()) {
      if (typeof address !== 'string') continue;
      const fits =
        type === 'FQDN' ? dnsName.takes(address) : isAddress(address) && isSixthVersion(address) === (type === 'IPv6');
      if (!fits)
        yield place.refuse(
          `addresses[${index}]`,
          `is ${shown(address)}`,
          `Allowed: what addressType says, ${shown(type)}`,
        );
      else if (isOfNode(address))
        yield place.refuse(`addresses[${index}]`, `is ${shown(address)}`, `Allowed: ${ELSEWHERE}`);
    }
  },
  'core.v1.EndpointAddress': function* ({ ip }, place) {
    if (typeof ip === 'string' && isOfNode(ip)) yield place.refuse('ip', `is ${shown(ip)}`, `Allowed: ${ELSEWHERE}`);
  },
  'discovery.v1.EndpointSlice': function* (_, place) {
    yield* repeated(place, 'ports', ({ name }) => text(name), 'name');
  },
  'core.v1.EndpointSubset': function* ({ addresses, notReadyAddresses }, place) {
    if (list(addresses).length === 0 && list(notReadyAddresses).length === 0)
      yield place.refuse('addresses', 'is empty', 'Write at least one');
  },
  'apps.v1.ControllerRevision': function* ({ data }, place) {
    if (typeof data !== 'object' || data === null || Array.isArray(data))
      yield place.refuse('data', `is ${shown(data)}`, 'Allowed: a map');
  },
  'core.v1.Namespace': function* (namespace, place) {
    for (const [key, value] of Object.entries(fields(fields(namespace.metadata).labels))) {
      const [, mode, version] = /^pod-security\.kubernetes\.io\/(enforce|audit|warn)(-version)?$/.exec(key) ?? [];
      if (mode === undefined) continue;
      const level = text(value) ?? '';
      const field = `metadata.labels['${key}']`;
      if (version === undefined && !LEVELS.includes(level))
        yield place.refuse(field, `is ${shown(value)}`, `Allowed: ${LEVELS.join(', ')}`);
      if (version !== undefined && !/^(?:latest|v1\.(?:0|[1-9]\d*))$/.test(level))
        yield place.refuse(field, `is ${shown(value)}`, 'Allowed: latest, v1.34');
    }
  },
};
