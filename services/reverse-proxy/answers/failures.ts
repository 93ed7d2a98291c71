import type { Refusal } from '../wire/refusals';

/** Every reason for which the proxy itself answers, or breaks off. Codes are stable; messages tell nothing internal. */
export const FAILURES = {
  unknown_host: [404, 'No service has this host and path.'],
  method_not_allowed: [405, 'The proxy does not serve this method.'],
  expectation_failed: [417, 'Only "Expect: 100-continue" is understood.'],
  headers_timeout: [408, 'The request header section took too long.'],
  body_timeout: [408, 'The request body took too long.'],
  circuit_open: [503, 'The service fails too often; try again shortly.'],
  no_healthy_host: [503, 'No host of the service can take the request.'],
  queue_full: [503, 'Too many requests wait for the service.'],
  queue_timeout: [503, 'The request waited too long for the service.'],
  too_many_connections: [503, 'Too many connections.'],
  stopping: [503, 'The proxy is stopping.'],
  connect_failed: [502, 'The service could not be reached.'],
  connect_timeout: [504, 'The service could not be reached in time.'],
  upstream_closed: [502, 'The service closed the connection before it answered.'],
  upstream_reset: [502, 'The service broke the connection before it answered.'],
  upstream_invalid: [502, 'The service sent an answer that is not valid HTTP.'],
  upstream_timeout: [504, 'The service did not answer in time.'],
  total_timeout: [504, 'The request took too long.'],
  upstream_truncated: [502, 'The service broke off in its answer.'],
  upstream_stalled: [504, 'The service stopped in its answer.'],
  client_abort: [499, 'The client went away.'],
  client_stalled: [499, 'The client took no more of its answer.'],
  internal: [500, 'Internal error.'],
} as const satisfies Record<string, readonly [number, string]>;

const REFUSALS: Readonly<Record<Refusal, readonly [number, string]>> = {
  bad_proxy_header: [400, 'The PROXY header is malformed or missing.'],
  bad_request_line: [400, 'The request line is malformed.'],
  bad_method: [400, 'The method is malformed.'],
  bad_target: [400, 'The request target is malformed.'],
  bad_version: [400, 'The HTTP version is malformed.'],
  version_not_supported: [505, 'Only HTTP/1.0 and HTTP/1.1 are served here.'],
  bad_status_line: [400, 'The status line is malformed.'],
  bad_field_name: [400, 'A header field name is malformed.'],
  bad_field_value: [400, 'A header field value has a forbidden character.'],
  space_before_colon: [400, 'There is whitespace between a field name and its colon.'],
  obs_fold: [400, 'Header fields must not be folded.'],
  bare_lf: [400, 'Lines must end with CR LF.'],
  bare_cr: [400, 'A CR must be followed by LF.'],
  head_too_large: [431, 'The header section is too large.'],
  target_too_large: [414, 'The request target is too long.'],
  too_many_fields: [431, 'There are too many header fields.'],
  bad_host: [400, 'The Host field is malformed.'],
  missing_host: [400, 'The Host field is missing.'],
  duplicate_host: [400, 'There is more than one Host field.'],
  bad_content_length: [400, 'Content-Length is malformed.'],
  duplicate_content_length: [400, 'There is more than one Content-Length.'],
  bad_transfer_encoding: [400, 'Transfer-Encoding is malformed.'],
  unknown_transfer_coding: [501, 'Only the chunked transfer coding is understood.'],
  length_and_chunked: [400, 'Content-Length and Transfer-Encoding exclude each other.'],
  chunked_in_http_10: [400, 'HTTP/1.0 has no Transfer-Encoding.'],
  bad_connection: [400, 'The Connection field is malformed.'],
  bad_chunk: [400, 'The chunked body is malformed.'],
  bad_trailer: [400, 'The trailer section is malformed.'],
  body_too_large: [413, 'The request body is too large.'],
  misdirected: [421, 'This connection does not serve that target.'],
};

export type FailureCode = keyof typeof FAILURES | Refusal;

/** Failures that speak against the service, not against the client or the proxy's own limits: the circuit counts them. */
export const isUpstreamFailure = (code: FailureCode): boolean =>
  code.startsWith('upstream_') || code.startsWith('connect_') || code === 'total_timeout';

const TABLE: Readonly<Record<string, readonly [number, string]>> = { ...REFUSALS, ...FAILURES };

/** Status that a failure is answered with; 499 is for the log alone. */
export const statusOf = (code: FailureCode): number => TABLE[code]![0];

/** What a person may read about it. */
export const messageOf = (code: FailureCode): string => TABLE[code]![1];
