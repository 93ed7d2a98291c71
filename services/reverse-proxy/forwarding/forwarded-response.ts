import { Field } from '../wire/field-names';
import { Body, hasNoBody } from '../wire/framing';
import type { Head } from '../wire/head';
import { dropped } from '../wire/hop-by-hop';
import { keptFields } from '../wire/kept-fields';
import { latin1 } from '../wire/latin1';
import { httpDate } from '../answers/http-date';

const DROP = dropped();
// RFC 9110 8.6: no Content-Length in 1xx and 204 responses.
const DROP_NO_CONTENT = dropped(Field.contentLength);

/** What the response's head says to the client about the rest. */
export interface ResponseShape {
  /** The body is sent in chunks, as it is or made so. */
  readonly chunked: boolean;
  /** The connection ends after it. */
  readonly close: boolean;
  /** An HTTP/1.0 client is told that it does not. */
  readonly sayKeepAlive: boolean;
  readonly via: string;
}

/** Status line and fields for the client, up to and with the empty line. */
export function forwardedResponse(buffer: Buffer, end: number, head: Head, shape: ResponseShape): string {
  const text = latin1(buffer, head.start, end);
  const noContent = head.status < 200 || head.status === 204;
  let out = `HTTP/1.1 ${head.status} ${text.slice(head.reasonStart - head.start, head.reasonEnd - head.start)}\r\n`;
  out += keptFields(text, buffer, head, noContent ? DROP_NO_CONTENT : DROP);
  if (head.status >= 200 && !head.hasDate) out += `Date: ${httpDate()}\r\n`; // RFC 9110 6.6.1
  out += head.minor === 0 ? `Via: 1.0 ${shape.via}\r\n` : `Via: 1.1 ${shape.via}\r\n`;
  if (shape.chunked) out += 'Transfer-Encoding: chunked\r\n';
  if (shape.close) out += 'Connection: close\r\n';
  else if (shape.sayKeepAlive) out += 'Connection: keep-alive\r\n';
  return `${out}\r\n`;
}

/** The head of a 101 response: the hop-by-hop fields that make it one are written again (RFC 9110 7.8). */
export function forwardedSwitch(buffer: Buffer, end: number, head: Head, via: string): string {
  const protocol = head.value(buffer, head.upgrade);
  const response = forwardedResponse(buffer, end, head, { chunked: false, close: false, sayKeepAlive: false, via });
  return `${response.slice(0, -2)}Connection: Upgrade\r\nUpgrade: ${protocol}\r\n\r\n`;
}

/** Whether the body that follows goes to an HTTP/1.1 client in chunks. HEAD's answer says what GET's would. */
export function goesChunked(head: Head, body: Body, method: string): boolean {
  if (body === Body.chunked || body === Body.untilClose) return true;
  return (
    head.chunked && hasNoBody(head.status, method) && method === 'HEAD' && head.status !== 204 && head.status !== 304
  );
}
