/**
 * Of every answer. Nothing but our own style sheet and pictures is loaded, no script at all, nobody may frame us.
 * A constant object, because they are on the busiest path; they are the headers that @fastify/helmet would compute.
 */
export const securityHeaders = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const;

/** When every browser comes by HTTPS: it shall never try anything else. */
export const httpsOnlyHeaders = {
  ...securityHeaders,
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
} as const;
