import { DNS_LABEL_1035, DNS_SUBDOMAIN } from '../../../../kubernetes/names';
import { at, entries, fields, list, text, type Fields } from '../../../fields';
import type { Place, TypeRules } from '../place';
import { shown, type Refusal } from '../refusal';

const TYPES = ['array', 'boolean', 'integer', 'number', 'object', 'string'];
const FORMATS = ['byte', 'date', 'date-time', 'double', 'float', 'int32', 'int64', 'password'];
/** Of JSON Schema, but not of a definition. */
const FORBIDDEN = ['$ref', '$schema', 'id', 'definitions', 'dependencies', 'patternProperties', 'additionalItems'];

/** Of a schema as a whole, where the status is written apart. */
const NOT_AT_ROOT = new Set(['allOf', 'anyOf', 'enum', 'maxProperties', 'minProperties', 'not', 'nullable', 'oneOf']);
/** Fields whose schemas have to say what they are. */
const STRUCTURAL = ['properties', 'items', 'additionalProperties'];
const LOGICAL = ['allOf', 'anyOf', 'not', 'oneOf'];

const isLabel = (name: string): boolean => DNS_LABEL_1035.pattern.test(name) && name.length <= DNS_LABEL_1035.longest;

/** Definitions of custom resources. @see k8s.io/apiextensions-apiserver pkg/apis/apiextensions/validation */
export const DEFINITION_RULES: TypeRules = {
  'apiextensions.v1.CustomResourceDefinition': function* (definition, place) {
    const spec = fields(definition.spec);
    const name = `${text(at(spec.names, 'plural')) ?? ''}.${text(spec.group) ?? ''}`;
    for (const key of ['name', 'generateName']) {
      const given = fields(definition.metadata)[key];
      if (given && given !== name) yield place.refuse(`metadata.${key}`, `is ${shown(given)}`, `Allowed: ${name}`);
    }
    const group = text(spec.group) ?? '';
    if (group !== '' && (!DNS_SUBDOMAIN.pattern.test(group) || !group.includes('.')))
      yield place.refuse('spec.group', `is ${shown(group)}`, 'Allowed: a domain with a dot, such as example.com');
    if (spec.preserveUnknownFields === true)
      yield place.refuse('spec.preserveUnknownFields', 'is true', 'Allowed: false');
  },
  'apiextensions.v1.CustomResourceDefinitionSpec': function* (spec, place) {
    const versions = [...entries(spec.versions)].map(([version]) => version);
    const stored = versions.filter((version) => version.storage === true);
    if (versions.length > 0 && stored.length !== 1)
      yield place.refuse('versions', `has ${stored.length} versions with storage: true`, 'Allowed: one');
    if (at(spec.conversion, 'strategy') === 'Webhook' && at(spec.conversion, 'webhook') == null)
      yield place.refuse('conversion.webhook', 'is missing', "Write it: strategy is 'Webhook'");
    if (at(spec.conversion, 'strategy') !== 'Webhook' && at(spec.conversion, 'webhook') != null)
      yield place.refuse('conversion.webhook', 'is there', "Remove it, or set strategy: 'Webhook'");
    const names = versions.map(({ name }) => name);
    for (const [index, name] of names.entries())
      if (names.indexOf(name) !== index)
        yield place.refuse(`versions[${index}].name`, `${shown(name)} is there twice`, 'Remove one');
  },
  'apiextensions.v1.CustomResourceDefinitionNames': function* (names, place) {
    for (const key of ['plural', 'singular', 'kind', 'listKind']) {
      const name = text(names[key]) ?? '';
      if (name !== '' && !isLabel(/ind$/.test(key) ? name.toLowerCase() : name))
        yield place.refuse(key, `is ${shown(name)}`, `Allowed: ${DNS_LABEL_1035.allowed}`);
    }
    if (names.kind && names.kind === names.listKind) yield place.refuse('listKind', 'is the kind', 'Add List to it');
    for (const key of ['shortNames', 'categories']) {
      for (const [index, name] of list(names[key]).entries())
        if (typeof name === 'string' && !isLabel(name))
          yield place.refuse(`${key}[${index}]`, `is ${shown(name)}`, `Allowed: ${DNS_LABEL_1035.allowed}`);
    }
  },
  'apiextensions.v1.CustomResourceDefinitionVersion': function* (version, place) {
    const name = text(version.name) ?? '';
    if (name !== '' && !isLabel(name))
      yield place.refuse('name', `is ${shown(name)}`, `Allowed: ${DNS_LABEL_1035.allowed}`);
    const root = fields(at(version, 'schema', 'openAPIV3Schema'));
    if (at(version, 'schema', 'openAPIV3Schema') == null)
      yield place.refuse('schema.openAPIV3Schema', 'is missing', 'Write it');
    else if (root.type !== 'object')
      yield place.refuse('schema.openAPIV3Schema.type', `is ${shown(root.type)}`, 'Allowed: object');
    if (at(version, 'subresources', 'status') != null) {
      for (const key of Object.keys(root))
        if (NOT_AT_ROOT.has(key) && root[key] !== false)
          yield place.refuse(
            `schema.openAPIV3Schema.${key}`,
            'is not for a kind with a status',
            'Write it below properties',
          );
    }
    if (version.deprecationWarning != null && version.deprecated !== true)
      yield place.refuse('deprecationWarning', 'is there', 'Set deprecated: true as well');
  },
  'apiextensions.v1.CustomResourceColumnDefinition': function* ({ type, format, jsonPath }, place) {
    const allowed = ['boolean', 'date', 'integer', 'number', 'string'];
    if (type && !allowed.includes(text(type) ?? ''))
      yield place.refuse('type', `is ${shown(type)}`, `Allowed: ${allowed.join(', ')}`);
    if (format && !FORMATS.includes(text(format) ?? ''))
      yield place.refuse('format', `is ${shown(format)}`, `Allowed: ${FORMATS.join(', ')}`);
    if (typeof jsonPath === 'string' && jsonPath !== '' && !jsonPath.startsWith('.'))
      yield place.refuse('jsonPath', `is ${shown(jsonPath)}`, "Allowed: what begins with '.'");
  },
  'apiextensions.v1.JSONSchemaProps': schema,
};

const isRoot = (place: Place): boolean => place.key === 'openAPIV3Schema';

const isLogical = (place: Place): boolean =>
  LOGICAL.includes(place.key) || (place.parent !== undefined && isLogical(place.parent));

function* schema(value: Fields, place: Place): Generator<Refusal> {
  const { type } = value;
  const free = value['x-kubernetes-int-or-string'] === true || value['x-kubernetes-preserve-unknown-fields'] === true;
  if (!type && !free && STRUCTURAL.includes(place.key) && !isLogical(place))
    yield place.refuse('type', 'is missing', `Allowed: ${TYPES.join(', ')}`);
  for (const key of FORBIDDEN)
    if (value[key] != null && (value[key] !== '' || key === '$ref'))
      yield place.refuse(key, 'is not for definitions', 'Remove it');
  if (type && !TYPES.includes(text(type) ?? ''))
    yield place.refuse('type', `is ${shown(type)}`, `Allowed: ${TYPES.join(', ')}`);
  const [lists, maps] = [value['x-kubernetes-list-type'], value['x-kubernetes-map-type']];
  if (lists != null) {
    if (!['atomic', 'set', 'map'].includes(text(lists) ?? ''))
      yield place.refuse('x-kubernetes-list-type', `is ${shown(lists)}`, 'Allowed: atomic, set, map');
    else if (type !== 'array')
      yield place.refuse('x-kubernetes-list-type', `is there with type ${shown(type)}`, 'Allowed with type array');
    if (lists === 'map' && list(value['x-kubernetes-list-map-keys']).length === 0)
      yield place.refuse('x-kubernetes-list-map-keys', 'is empty', 'Write at least one');
  } else if (list(value['x-kubernetes-list-map-keys']).length > 0)
    yield place.refuse('x-kubernetes-list-map-keys', 'is there', 'Set x-kubernetes-list-type: map as well');
  if (maps != null) {
    if (!['granular', 'atomic'].includes(text(maps) ?? ''))
      yield place.refuse('x-kubernetes-map-type', `is ${shown(maps)}`, 'Allowed: granular, atomic');
    else if (type !== 'object')
      yield place.refuse('x-kubernetes-map-type', `is there with type ${shown(type)}`, 'Allowed with type object');
  }
  if (value.properties != null && value.additionalProperties != null && value.additionalProperties !== false)
    yield place.refuse('additionalProperties', 'is beside properties', 'Keep one of them');
  if (value['x-kubernetes-preserve-unknown-fields'] === false)
    yield place.refuse('x-kubernetes-preserve-unknown-fields', 'is false', 'Remove it');
  if (value['x-kubernetes-int-or-string'] === true && type)
    yield place.refuse('x-kubernetes-int-or-string', 'is beside type', 'Keep one of them');
  if (
    value['x-kubernetes-embedded-resource'] === true &&
    (type !== 'object' || (value.properties == null && !free) || isRoot(place))
  )
    yield place.refuse('x-kubernetes-embedded-resource', 'is for an object within', 'Remove it');
  if (value.uniqueItems === true)
    yield place.refuse('uniqueItems', 'is true', 'Set x-kubernetes-list-type: set instead');
  if (value.default != null && type && !fits(value.default, type))
    yield place.refuse('default', `is ${shown(value.default)}`, `Allowed: what is of type ${shown(type)}`);
  if (type === 'array' && value.items == null) yield place.refuse('items', 'is missing', 'Write what the list holds');
}

/** Whether a value is of a type of JSON Schema. */
function fits(value: unknown, type: unknown): boolean {
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return typeof value === 'object' && !Array.isArray(value);
  return typeof value === type;
}
