import { contract } from '../contract';
import { Field } from '../wire/field-names';
import { refuseRequestFraming, requestBody, Body } from '../wire/framing';
import type { Head } from '../wire/head';
import { isHost, routedHost } from '../wire/host';
import { latin1 } from '../wire/latin1';
import { ALLOW } from '../wire/methods';
import { connectionLines, isPersistent } from '../wire/persistence';
import { parseTarget } from '../wire/target';
import type { Target } from '../wire/target';
import { answer, failureAnswer } from '../answers/answer';
import type { RequestClient } from './client-side';
import { Exchange } from './exchange';
import type { FailureCode } from '../answers/failures';
import { statusOf } from '../answers/failures';
import { forwardedRequest } from '../forwarding/forwarded-request';
import { newRequestId } from '../forwarding/request-id';
import type { ForwardedRequest } from '../forwarding/forwarded-request';
import { UNKNOWN } from './settings';
import type { Service } from '../upstream/service';

/**
 * Begins the exchange for the request head that ends at `after`, or answers it at once.
 *
 * @returns the offset up to which octets belong to this request
 */
export function begin(client: RequestClient, head: Head, buffer: Buffer, after: number, end: number): number {
  const refusal = refuseRequestFraming(head);
  if (refusal !== null) return refuse(client, refusal, end);
  const { settings } = client.context;
  const most = settings.config.limits.bodyBytes;
  if (most > 0 && head.contentLength > most) return refuse(client, 'body_too_large', end);

  const host = hostOf(buffer, head);
  if (typeof host !== 'string') return refuse(client, host.refusal, end);
  const raw = latin1(buffer, head.targetStart, head.targetEnd);
  const target = targetOf(raw, head);
  if ('refusal' in target) return refuse(client, target.refusal, end);
  // RFC 9112 3.2.2: the authority of an absolute-form target counts, and Host does not.
  const authority = target.authority ?? host;

  if (target.path === contract.healthCheck.path && head.method !== 'CONNECT') {
    return local(client, head, after, end, (fields, isHead) =>
      answer(200, 'text/plain; charset=utf-8', contract.healthCheck.text, fields, isHead),
    );
  }
  const early = methodFailure(buffer, head);
  if (early === 'options') {
    return local(client, head, after, end, (fields) => answer(200, 'text/plain', '', [ALLOW, ...fields], false));
  }
  if (early !== null) return failed(client, early, head, buffer, after, end);
  const route = settings.table.find(routedHost(authority), target.path);
  if (route === undefined) return failed(client, 'unknown_host', head, buffer, after, end);

  const sent = route.service.config.stripPath ? stripped(target, route.prefix) : target;
  const request = forwardedRequest(buffer, after, head, sent, authority, client.peer, settings);
  const exchange = new Exchange(client, route.service, request, hashKey(route.service, request, buffer, head));
  client.handOver(exchange);
  return exchange.start(buffer, after, end);
}

function refuse(client: RequestClient, code: FailureCode, end: number): number {
  client.refuse(code);
  return end;
}

/** RFC 9112 3.2: one valid Host field; only HTTP/1.0 may do without. */
function hostOf(buffer: Buffer, head: Head): string | { readonly refusal: FailureCode } {
  if (head.hosts === 0) return head.minor === 0 ? '' : { refusal: 'missing_host' };
  const host = head.value(buffer, head.host);
  return isHost(host) ? host : { refusal: 'bad_host' };
}

/** The usual target, a path without anything to decode or resolve, needs no second look. */
function targetOf(raw: string, head: Head): Target | { readonly refusal: FailureCode } {
  if (head.targetNeedsCare || raw.charCodeAt(0) !== 0x2f || raw.includes('%')) return parseTarget(raw, head.method);
  const query = raw.indexOf('?');
  return { origin: raw, path: query < 0 ? raw : raw.slice(0, query) };
}

/** Methods and expectations that end here. */
function methodFailure(buffer: Buffer, head: Head): FailureCode | 'options' | null {
  const { method } = head;
  if (method === 'GET' || method === 'POST') return head.expectOther && head.minor === 1 ? 'expectation_failed' : null;
  // CONNECT asks for a tunnel to anywhere; TRACE would show the fields that this proxy adds.
  if (method === 'CONNECT' || method === 'TRACE') return 'method_not_allowed';
  if (head.expectOther && head.minor === 1) return 'expectation_failed';
  // RFC 9110 7.6.2: OPTIONS with Max-Forwards: 0 is answered by whoever holds it.
  if (method === 'OPTIONS') {
    const index = head.indexOf(Field.maxForwards);
    if (index >= 0 && /^0+$/.test(head.value(buffer, index))) return 'options';
  }
  return null;
}

/** An answer of the proxy itself to a proper request. The connection goes on when there is no body to skip. */
function local(
  client: RequestClient,
  head: Head,
  after: number,
  end: number,
  make: (fields: readonly string[], isHead: boolean) => string,
): number {
  // After CONNECT, what follows may be meant for a tunnel.
  const goesOn =
    isPersistent(head) &&
    requestBody(head) === Body.none &&
    client.mayGoOn &&
    head.method !== 'CONNECT' &&
    head.method !== 'TRACE';
  client.answerText(make(connectionLines(head.minor, goesOn), head.method === 'HEAD'), goesOn);
  return goesOn ? after : end;
}

function failed(
  client: RequestClient,
  code: FailureCode,
  head: Head,
  buffer: Buffer,
  after: number,
  end: number,
): number {
  const requestId = newRequestId();
  client.countRefused(code);
  client.context.log({
    ...UNKNOWN,
    ...{ client: client.peer.address, method: head.method, status: statusOf(code), failure: code, requestId },
    ...{ host: head.hosts === 0 ? '' : head.value(buffer, head.host) },
    ...{ target: latin1(buffer, head.targetStart, head.targetEnd) },
  });
  return local(client, head, after, end, (fields, isHead) => failureAnswer(code, requestId, fields, isHead));
}

function stripped(target: Target, prefix: string): Target {
  const cut = prefix.endsWith('/') ? prefix.length - 1 : prefix.length;
  const query = target.origin.indexOf('?');
  const rest = target.path.slice(cut);
  return {
    ...target,
    origin: (rest.startsWith('/') ? rest : `/${rest}`) + (query < 0 ? '' : target.origin.slice(query)),
  };
}

/** What the hashing algorithms hash; others do not look at it. */
function hashKey(service: Service, request: ForwardedRequest, buffer: Buffer, head: Head): string {
  const { algorithm, header, cookie } = service.config.balancing;
  if (algorithm === 'ip-hash') return request.client;
  if (algorithm !== 'consistent-hash') return '';
  for (let i = 0; i < head.count; i++) {
    if (header !== undefined) {
      const name = latin1(buffer, head.nameStart[i]!, head.nameEnd[i]!);
      if (name.toLowerCase() === header.toLowerCase()) return head.value(buffer, i);
    } else if (head.field[i] === Field.cookie) {
      const found = head
        .value(buffer, i)
        .split(/; */)
        .find((pair) => pair.startsWith(`${cookie}=`));
      if (found !== undefined) return found.slice(cookie!.length + 1);
    }
  }
  // Without the header or cookie, clients are at least told apart by their address.
  return request.client;
}
