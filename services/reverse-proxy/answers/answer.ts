import { STATUS_CODES } from 'node:http';
import { ALLOW } from '../wire/methods';
import type { FailureCode } from './failures';
import { messageOf, statusOf } from './failures';
import { httpDate } from './http-date';

/** A whole response that the proxy itself makes. */
export function answer(status: number, type: string, body: string, fields: readonly string[], isHead: boolean): string {
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    `Date: ${httpDate()}`,
    `Content-Type: ${type}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'X-Content-Type-Options: nosniff',
    ...fields,
  ];
  return `${head.join('\r\n')}\r\n\r\n${isHead ? '' : body}`;
}

/** The answer to a failure: `{"code", "message", "requestId"}`. */
export function failureAnswer(
  code: FailureCode,
  requestId: string,
  fields: readonly string[],
  isHead: boolean,
): string {
  const status = statusOf(code);
  const body = JSON.stringify({ code, message: messageOf(code), requestId });
  const more = status === 503 ? ['Retry-After: 1', ...fields] : status === 405 ? [ALLOW, ...fields] : fields;
  return answer(status, 'application/json', `${body}\n`, more, isHead);
}
