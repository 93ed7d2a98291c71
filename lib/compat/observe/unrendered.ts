import { objectName } from '../../manifests/manifest';
import type { Finding } from '../judge/finding';
import { pathText } from '../values/path';
import type { SchemaCase } from '../values/schema-cases';
import { hasTemplate } from '../values/templated';
import type { Objects } from './render';

/** Returns what is to be said where templates in a value were rendered, and now stand in an object as they are. */
export function unrendered({ path, value }: SchemaCase, before: Objects, after: Objects): Finding | undefined {
  const object = hasTemplate(value) && !hasTemplate(before.objects) && after.objects.find(hasTemplate);
  if (!object) return undefined;
  return {
    rule: 'value-elsewhere',
    level: 'major',
    object: objectName(object),
    value: pathText(path),
    message: `templates in ${pathText(path)} are not rendered any more: they stand in it as they are`,
    advice: 'let tpl go on rendering it',
  };
}
