import type * as z from 'zod';
import type { Authentication } from '../security/viewer';
import type { QueryParameter } from './list-query';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export interface OperationDetails<Body extends z.ZodType | undefined> {
  readonly summary: string;
  /** @default 'none' */
  readonly authentication?: Authentication;
  /**
   * With optional authentication: a token that is not valid is as good as none. For where the official description has
   * no 401.
   * @default false
   */
  readonly lenient?: boolean;
  /** @default - none */
  readonly query?: readonly QueryParameter[];
  /** The key under which the request's object is, and that object. @default - no body is read */
  readonly key?: string;
  readonly body?: Body;
  /** @default 200 */
  readonly status?: 200 | 201 | 204;
  /** @default - no content */
  readonly answer?: z.ZodType;
  /** Statuses of errors beside those that every operation may have. @default - none */
  readonly errors?: readonly (401 | 403 | 404 | 409 | 422 | 429)[];
}

/** One operation of the API: routes and document are made of it, so that neither says what the other does not do. */
export interface Operation<Body extends z.ZodType | undefined = z.ZodType | undefined> extends OperationDetails<Body> {
  /** The official operationId. */
  readonly id: string;
  readonly method: Method;
  /** Below `/api`; parameters as `:name`. */
  readonly path: string;
  readonly tag: string;
}

/** @param route e.g. `GET /articles/:slug` */
export function operation<Body extends z.ZodType | undefined = undefined>(
  route: `${Method} /${string}`,
  id: string,
  tag: string,
  details: OperationDetails<Body>,
): Operation<Body> {
  const [method, path] = route.split(' ') as [Method, string];
  return { id, method, path, tag, ...details };
}
