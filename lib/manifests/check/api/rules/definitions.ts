import { at, entries, fields, text } from '../../../fields';
import type { TypeRules } from '../place';
import { shown } from '../refusal';

/** Definitions of custom resources. @see k8s.io/apiextensions-apiserver pkg/apis/apiextensions/validation */
export const DEFINITION_RULES: TypeRules = {
  'apiextensions.v1.CustomResourceDefinition': function* (definition, place) {
    const spec = fields(definition.spec);
    const versions = [...entries(spec.versions)].map(([version]) => version);
    const stored = versions.filter((version) => version.storage === true);
    if (versions.length > 0 && stored.length !== 1)
      yield place.refuse('spec.versions', `has ${stored.length} versions with storage: true`, 'Allowed: one');
    const name = `${text(at(spec.names, 'plural')) ?? ''}.${text(spec.group) ?? ''}`;
    const given = fields(definition.metadata).name;
    if (given !== undefined && given !== name)
      yield place.refuse('metadata.name', `is ${shown(given)}`, `Allowed: ${name}`);
    for (const [index, version] of versions.entries()) {
      if (at(version, 'schema', 'openAPIV3Schema') == null)
        yield place.refuse(`spec.versions[${index}].schema.openAPIV3Schema`, 'is missing', 'Write it');
    }
  },
};
