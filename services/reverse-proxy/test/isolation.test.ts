import { createHash, randomBytes } from 'node:crypto';
import { createServer, request } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startFor } from './harness/proxy';
import type { RunningProxy } from './harness/proxy';
import { sleep } from './harness/wait';

// Real sockets on a machine that may be busy with other suites.
jest.setTimeout(60_000);

let upstream: Server;
let proxy: RunningProxy;

/** Sends back what it receives, in pieces as they come, now and then after a pause. */
beforeAll(async () => {
  upstream = createServer((incoming, response) => {
    response.setHeader('X-Name', incoming.url ?? '');
    incoming.on('data', (chunk: Buffer) => {
      if (response.write(chunk)) return;
      incoming.pause();
      response.once('drain', () => incoming.resume());
    });
    incoming.on('end', () => response.end());
  });
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
  proxy = await startFor([(upstream.address() as AddressInfo).port]);
});
afterAll(async () => {
  await proxy.close();
  await new Promise((resolve) => {
    upstream.close(resolve);
    upstream.closeAllConnections();
  });
});

/** Digest of what came back for a body that only this request has; a slow client stops after each piece. */
const echoed = (name: string, body: Buffer, isSlow: boolean): Promise<string> =>
  new Promise((resolve, reject) => {
    const sending = request(
      { host: '127.0.0.1', port: proxy.port, method: 'POST', path: `/${name}`, agent: false },
      (response) => {
        const hash = createHash('sha256').update(response.headers['x-name'] as string);
        response.on('data', (chunk: Buffer) => {
          hash.update(chunk);
          if (!isSlow) return;
          response.pause();
          setTimeout(() => response.resume(), 1);
        });
        response.on('end', () => resolve(hash.digest('hex')));
        response.on('error', reject);
      },
    );
    sending.on('error', reject);
    // Half of them with a length, half in chunks that come one after another.
    if (body.length % 2 === 0) sending.end(body);
    else {
      void (async () => {
        for (let at = 0; at < body.length; at += 30_000) {
          sending.write(body.subarray(at, at + 30_000));
          await sleep(1);
        }
        sending.end();
      })();
    }
  });

/** All sockets read into one block of memory, so this is what must never mix. */
test('bodies of many connections at once, with fast and slow readers, never mix', async () => {
  const results = await Promise.all(
    Array.from({ length: 120 }, async (_, index) => {
      const body = randomBytes(Math.floor(200 + Math.random() * (index % 10 === 0 ? 2_000_000 : 60_000)));
      const expected = createHash('sha256').update(`/${index}`).update(body).digest('hex');
      return (await echoed(String(index), body, index % 3 === 0)) === expected;
    }),
  );
  expect(results.filter((isRight) => !isRight)).toEqual([]);
});
