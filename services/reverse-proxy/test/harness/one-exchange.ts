import { opened } from './opened';
import { startFor } from './proxy';
import type { RunningProxy } from './proxy';
import { answering, rawClient } from './sockets';

/** A request after which the connection closes. */
export const LAST_GET = 'GET / HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n';

/** A proxy before an upstream that gives this answer; what the client got for this request, and what the upstream received. */
export async function exchange(
  request: string,
  answer: string,
  more: Parameters<typeof startFor>[2] = {},
): Promise<{ client: string; upstream: string; proxy: RunningProxy }> {
  const upstream = await opened(answering(answer));
  const proxy = await opened(startFor([upstream.port], {}, more));
  const client = rawClient(proxy.port);
  client.send(request);
  await client.closed(8000);
  return { client: client.received(), upstream: upstream.received().join(''), proxy };
}

export const body = (message: string): string => message.slice(message.indexOf('\r\n\r\n') + 4);

/** The lines of a message's head. */
export const head = (message: string): string[] => message.slice(0, message.indexOf('\r\n\r\n')).split('\r\n');
