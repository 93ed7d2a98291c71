import { HttpError } from '@chartwright/kit/http/errors';

/** What errors are about. */
export type Resource = 'article' | 'comment' | 'profile';

/** 404: there is none. */
export const notFound = (resource: Resource): HttpError => new HttpError('not_found', { [resource]: ['not found'] });

/** 403: it is somebody else's. */
export const forbidden = (resource: Resource): HttpError => new HttpError('forbidden', { [resource]: ['forbidden'] });

/** @throws HttpError not_found when there is none */
export function found<T>(one: T | undefined, resource: Resource): T {
  if (one === undefined) throw notFound(resource);
  return one;
}
