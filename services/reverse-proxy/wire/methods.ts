/** Methods that the proxy passes on to any service, as `Allow` lists them; unknown ones pass too. */
export const ALLOW = 'Allow: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS';

/** RFC 9110 9.2.2: sending it twice means the same as sending it once. */
export const isIdempotent = (method: string): boolean =>
  method === 'GET' ||
  method === 'HEAD' ||
  method === 'PUT' ||
  method === 'DELETE' ||
  method === 'OPTIONS' ||
  method === 'TRACE';
