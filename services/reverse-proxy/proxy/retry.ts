/** RFC 9110 9.2.2: sending it twice means the same as sending it once. */
export const isIdempotent = (method: string): boolean =>
  method === 'GET' ||
  method === 'HEAD' ||
  method === 'PUT' ||
  method === 'DELETE' ||
  method === 'OPTIONS' ||
  method === 'TRACE';

/**
 * Whether a failed try may be followed by another (RFC 9110 9.2.2): the request never left, or its method is idempotent
 * and all of its body is still at hand.
 */
export const mayRetry = (method: string, neverSent: boolean, bodyIsWhole: boolean): boolean =>
  bodyIsWhole && (neverSent || isIdempotent(method));
