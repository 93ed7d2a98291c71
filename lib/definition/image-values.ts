import { z } from 'zod';
import { DNS_SUBDOMAIN } from '../kubernetes/names';
import { fieldsOf, unwrap, type Schema } from '../values/schema';

/** Values that name an image, as a chart has them. */
export interface ImageOfValues {
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
  readonly pullSecrets?: readonly string[];
}

const REPOSITORY = /^[a-z0-9][a-z0-9._:/-]*$/;

/** What stands before the first slash where that is a registry and no part of the repository's own name. */
export const REGISTRY_OF_REPOSITORY = '^([^/]*[.:][^/]*|localhost)/';

const repositories = new WeakSet<Schema>();

/** The value that tells the values of an image from all others; the rest of them is found beside it. */
export function repositoryValue(standard: string) {
  const schema = z.string().regex(REPOSITORY).default(standard).describe('Registry and repository.');
  repositories.add(schema);
  return schema;
}

/** Values that all charts of an umbrella chart share. */
export const GLOBAL_VALUES = {
  global: z
    .looseObject({
      imageRegistry: z
        .string()
        .regex(/^([A-Za-z0-9][A-Za-z0-9._:/-]*[A-Za-z0-9])?$/)
        .default('')
        .describe('Registry of all images, in the place of those that their repositories name; empty: those.'),
      imagePullSecrets: z
        .array(z.string().regex(DNS_SUBDOMAIN.pattern).max(DNS_SUBDOMAIN.longest))
        .default([])
        .describe('Secrets with registry credentials for all images, beside those of each.'),
    })
    .describe('Values that an umbrella chart shares with all its charts.'),
};

/** What {@link GLOBAL_VALUES} hold. */
export type GlobalValues = z.output<(typeof GLOBAL_VALUES)['global']>;

type Path = readonly string[];

/**
 * Paths of all values that name an image.
 * @throws when one is in a section that may be missing: it could not be completed
 */
export function imagePaths(schema: Schema, path: Path = []): Path[] {
  const fields = fieldsOf(schema) ?? {};
  if (fields.repository && repositories.has(fields.repository)) return [path];
  return Object.entries(fields).flatMap(([key, field]) => {
    const { schema: inner } = unwrap(field);
    const found = imagePaths(inner, [...path, key]);
    if (found.length === 0 || inner === field) return found;
    throw new Error(
      `The image at ${found[0]?.join('.')} is in a section that may be missing or has a default of its own. With globalImages, write it as a plain z.object.`,
    );
  });
}

/**
 * The values as `build` is given them: each image by its whole reference, in the registry of all and with the Secrets of all.
 * @param version the tag of images that name none
 */
export function withImages<T>(schema: Schema, values: T, global: GlobalValues, version: string): T {
  return imagePaths(schema).reduce(
    (all, path) => changedAt(all, path, (image) => complete(image, global, version)),
    values,
  );
}

function complete(image: ImageOfValues, global: GlobalValues, version: string): ImageOfValues {
  const { repository, tag, digest, pullSecrets = [], ...rest } = image;
  const { imageRegistry, imagePullSecrets } = global;
  const place = imageRegistry && `${imageRegistry}/${repository.replace(new RegExp(REGISTRY_OF_REPOSITORY), '')}`;
  const reference = `${place || repository}:${tag || version}${digest ? `@${digest}` : ''}`;
  return { ...rest, repository: reference, pullSecrets: [...imagePullSecrets, ...pullSecrets] };
}

function changedAt<T>(values: T, [key, ...rest]: Path, change: (image: ImageOfValues) => unknown): T {
  if (key === undefined) return change(values as ImageOfValues) as T;
  const map = values as Record<string, unknown>;
  return { ...map, [key]: changedAt(map[key], rest, change) } as T;
}

/** A reference, for the compiler: its parts are the templates' business. */
const REFERENCE = z.string().regex(/^[a-z0-9][a-z0-9./-]*[a-z0-9]:[a-z0-9]+$/);

/** The schema of {@link withImages}' values. */
export function schemaWithImages(schema: z.ZodObject, paths: readonly Path[] = imagePaths(schema)): z.ZodObject {
  return paths.reduce((all, path) => fieldChanged(all, path), schema);
}

function fieldChanged(schema: z.ZodObject, [key, ...rest]: Path): z.ZodObject {
  if (key === undefined) {
    const { tag: _tag, digest: _digest, repository: _repository, ...kept } = schema.shape;
    return z.object({ repository: REFERENCE.default('repository:tag'), ...kept });
  }
  const field = schema.shape[key] as z.ZodObject;
  return z.object({ ...schema.shape, [key]: fieldChanged(field, rest) });
}
