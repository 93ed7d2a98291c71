import { opened } from './harness/opened';
import { startFor } from './harness/proxy';
import { GET, post, ask, codeOf, statusOf, atRequest, quick, reset } from './harness/requests';
import { answering, OK, rawUpstream } from './harness/sockets';

// Real sockets on a machine that may be busy with other suites.
jest.setTimeout(30_000);

describe('retries', () => {
  test('send the whole body of a PUT again, and only of an idempotent method', async () => {
    const broken = await opened(
      rawUpstream(async (connection) => {
        await connection.until('abc');
        reset(connection.socket);
      }),
    );
    const well = await opened(answering(OK));
    const proxy = await opened(startFor([broken.port, well.port], quick));
    const put = [await ask(proxy.port, post('abc', 'PUT')), await ask(proxy.port, post('abc', 'PUT'))];
    expect(put.map(statusOf)).toEqual([200, 200]);
    expect(
      well
        .received()
        .join('')
        .match(/\r\n\r\nabc/g),
    ).toHaveLength(2);
    const patch = [await ask(proxy.port, post('abc', 'PATCH')), await ask(proxy.port, post('abc', 'PATCH'))];
    expect(patch.map(statusOf).sort()).toEqual([200, 502]);
  });

  test('are not made for a body that is too large to keep', async () => {
    const broken = await opened(
      rawUpstream(async (connection) => {
        await connection.until('xend', 20_000);
        reset(connection.socket);
      }),
    );
    const proxy = await opened(
      startFor([broken.port, broken.port + 0], { ...quick, retries: { attempts: 2, bodyBytes: 1000 } }),
    );
    expect(codeOf(await ask(proxy.port, post(`${'x'.repeat(5000)}end`, 'PUT')))).toBe('upstream_reset');
    expect(broken.connections).toHaveLength(1);
  });

  test('stop when their budget is spent', async () => {
    const upstream = await opened(atRequest(({ socket }) => reset(socket)));
    const proxy = await opened(startFor([upstream.port], { ...quick, retries: { attempts: 5, budgetPercent: 0 } }));
    for (let i = 0; i < 10; i++) await ask(proxy.port, GET);
    expect(proxy.metric('proxy_retries_total')).toBe(10);
    expect(upstream.connections).toHaveLength(20);
  });

  test('follow an idle connection that the upstream closes under a request', async () => {
    // Answers once per connection and closes at the second request without reading it.
    const upstream = await opened(
      rawUpstream(async (connection) => {
        await connection.until('\r\n\r\n');
        connection.send(OK);
        await connection.until(/\r\n\r\n[^]*\r\n\r\n/, 60_000);
        connection.socket.end();
      }),
    );
    const proxy = await opened(startFor([upstream.port], { ...quick, retries: { attempts: 1, budgetPercent: 0 } }));
    for (let i = 0; i < 30; i++) expect(statusOf(await ask(proxy.port, GET))).toBe(200);
    expect(proxy.metric('proxy_upstream_failures_total')).toBe(0);
    const failed = await ask(proxy.port, post('abc'));
    expect(codeOf(failed)).toBe('upstream_closed');
  });
});
