import type { Manifest } from '../../manifest';
import { at, fields } from '../../fields';
import type { ObjectSet } from '../../object-set';
import type { Problem } from '../problem';
import { problemOf } from '../rule';
import { isLabelKey, isLabelValue } from '../../../kubernetes/names';

const KEY = "Allowed: 1 to 63 of letters, digits, '-', '_' and '.', before it a DNS name and '/' or not";
const VALUE = "Allowed: up to 63 of letters, digits, '-', '_' and '.', a letter or digit at both ends";
const TEXT = 'Write it as a string';
/** TotalAnnotationSizeLimitB of the API server. */
const ANNOTATION_BYTES = 256 * 1024;

/** Labels and annotations of objects and of pod templates are well-formed and not too long. */
export function* labelSyntax(set: ObjectSet): Generator<Problem> {
  for (const manifest of set.manifests) yield* metadata(manifest, manifest.object.metadata, 'metadata');
  for (const { manifest, template } of set.workloads.all) {
    if (template === '') continue;
    yield* metadata(manifest, at(manifest.object, ...template.split('.'), 'metadata'), `${template}.metadata`);
  }
}

function* metadata(manifest: Manifest, value: unknown, field: string): Generator<Problem> {
  const { labels, annotations } = fields(value);
  for (const [key, label] of Object.entries(fields(labels))) {
    const place = `${field}.labels['${key}']`;
    if (!isLabelKey(key)) yield problemOf(manifest, place, 'no key for a label', KEY);
    if (typeof label !== 'string') yield problemOf(manifest, place, `${JSON.stringify(label)} is no string`, TEXT);
    else if (!isLabelValue(label)) yield problemOf(manifest, place, `'${label}' is no value for a label`, VALUE);
  }
  let bytes = 0;
  for (const [key, annotation] of Object.entries(fields(annotations))) {
    const place = `${field}.annotations['${key}']`;
    if (!isLabelKey(key)) yield problemOf(manifest, place, 'no key for an annotation', KEY);
    if (typeof annotation === 'string') bytes += Buffer.byteLength(key) + Buffer.byteLength(annotation);
    else yield problemOf(manifest, place, `${JSON.stringify(annotation)} is no string`, TEXT);
  }
  if (bytes > ANNOTATION_BYTES) {
    yield problemOf(
      manifest,
      `${field}.annotations`,
      `${bytes} bytes`,
      `Keep all annotations below ${ANNOTATION_BYTES}`,
    );
  }
}
