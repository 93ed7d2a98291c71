import type { Head } from './head';
import { NO_LENGTH } from './head';
import type { Refusal } from './refusals';

/** How the end of a body is found. */
export const Body = { none: 0, length: 1, chunked: 2, untilClose: 3 } as const;
export type Body = (typeof Body)[keyof typeof Body];

/** Why the framing of a request head is not acceptable, or null (RFC 9112 6.1, 6.3). */
export function refuseRequestFraming(head: Head): Refusal | null {
  if (head.codings === 0) return null;
  // A request with both is what smuggling looks like; RFC 9112 6.3 (3) lets a server refuse it.
  if (head.contentLength !== NO_LENGTH) return 'length_and_chunked';
  // RFC 9112 6.1: Transfer-Encoding in an HTTP/1.0 message is faulty framing.
  return head.minor === 0 ? 'chunked_in_http_10' : null;
}

/** RFC 9112 6.3 (4, 6, 7): without framing fields a request has no body. */
export function requestBody(head: Head): Body {
  if (head.chunked) return Body.chunked;
  return head.contentLength > 0 ? Body.length : Body.none;
}

/** Why the framing of a response head is not acceptable, or null. */
export function refuseResponseFraming(head: Head): Refusal | null {
  if (head.codings === 0) return null;
  if (head.contentLength !== NO_LENGTH) return 'length_and_chunked';
  return head.minor === 0 ? 'chunked_in_http_10' : null;
}

/** RFC 9112 6.3 (1, 4, 6, 8). */
export function responseBody(head: Head, method: string): Body {
  if (hasNoBody(head.status, method)) return Body.none;
  if (head.chunked) return Body.chunked;
  if (head.contentLength === NO_LENGTH) return Body.untilClose;
  return head.contentLength > 0 ? Body.length : Body.none;
}

/** Responses that end with their header section whatever their fields say (RFC 9110 6.4.1). */
export const hasNoBody = (status: number, method: string): boolean =>
  method === 'HEAD' || status < 200 || status === 204 || status === 304;
