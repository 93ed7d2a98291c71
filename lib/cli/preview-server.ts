import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import type { AddressInfo } from 'node:net';
import type { PreviewSession, Shown, Wish } from './preview-session';
import { packageFolder } from './own-package';

/** A server that runs. */
export interface PreviewServer {
  readonly url: string;
  /** Makes everything anew and sends it to every page that is open. */
  refresh(): Promise<Shown>;
  close(): void;
}

/** More than that is no form. */
const LONGEST_BODY = 1 << 20;

/**
 * Serves the page on this machine alone. Other sites that are open in the same browser can't reach it: a request has to be for this
 * very address, and what changes something has to come from the page.
 */
export async function servePreview(session: PreviewSession, port: number): Promise<PreviewServer> {
  const pages = new Set<http.ServerResponse>();
  let turn: Promise<unknown> = Promise.resolve();
  /** One after the other: the newest comes last. */
  const show = (wish?: Partial<Wish>): Promise<Shown> => {
    const next = turn.then(() => session.show(wish));
    turn = next.then(
      (shown) => pages.forEach((page) => page.write(`data: ${JSON.stringify(shown)}\n\n`)),
      () => undefined,
    );
    return next;
  };
  const server = http.createServer((request, response) => {
    const own = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { origin, host } = request.headers;
    if (host !== own && host !== own.replace('127.0.0.1', 'localhost')) return end(response, 421, 'Not this address.');
    if (request.method === 'GET' && request.url === '/') return sendPage(response);
    if (request.method === 'GET' && request.url === '/events') {
      response.writeHead(200, { ...HEADERS, 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      pages.add(response);
      request.on('close', () => pages.delete(response));
      void show();
      return;
    }
    if (request.method === 'POST' && request.url === '/wish') {
      if (origin !== `http://${host}` || request.headers['content-type'] !== 'application/json')
        return end(response, 403, 'Only the page itself may ask for that.');
      let body = '';
      request.setEncoding('utf8').on('data', (text: string) => {
        body += text;
        if (body.length > LONGEST_BODY) request.destroy();
      });
      request.on('end', () => {
        show(JSON.parse(body) as Partial<Wish>).then(
          () => end(response, 204, ''),
          (error: Error) => end(response, 500, error.message),
        );
      });
      return;
    }
    return end(response, 404, 'There is nothing here.');
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    refresh: () => show(),
    close: () => {
      pages.forEach((page) => page.end());
      server.close();
      server.closeAllConnections();
    },
  };
}

const HEADERS = { 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' };

function end(response: http.ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...HEADERS, 'content-type': 'text/plain; charset=utf-8' });
  response.end(text);
}

/** The page carries its style and its program: it loads nothing, from here or from elsewhere. */
function sendPage(response: http.ServerResponse): void {
  const nonce = randomBytes(16).toString('base64');
  response.writeHead(200, {
    ...HEADERS,
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'unsafe-inline'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  });
  const read = (file: string): string => fs.readFileSync(path.join(browserFolder(), file), 'utf8');
  const html = read('preview.html')
    .replace('/* style */', () => read('preview.css'))
    .replace('<script>', () => `<script nonce="${nonce}">`)
    .replace('/* program */', () => read('preview.js'));
  response.end(html);
}

/** Beside the sources, or beside what was built of them. */
function browserFolder(): string {
  const places = ['lib/preview/browser', 'build/lib/preview/browser'].map((place) => path.join(packageFolder(), place));
  return places.find((place) => fs.existsSync(place)) ?? String(places[0]);
}
