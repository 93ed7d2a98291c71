import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { openApiDocument } from '../../api/document';
import { Description } from './schemas';

const file = join(__dirname, '..', '..', 'openapi', 'openapi.yml');
/** The RealWorld project's own description. */
export const official = new Description('official', parse(readFileSync(file, 'utf8')) as Record<string, unknown>);
/** What this service says of itself. */
export const served = new Description(
  'served',
  JSON.parse(JSON.stringify(openApiDocument())) as Record<string, unknown>,
);

/**
 * What the official description leaves out: what any server may answer with, and the 409 that the contract
 * (openapi/README.md) asks for wherever a name or an address is in use.
 */
const leftOut = (operationId: string, status: number) =>
  [413, 429, 500, 503].includes(status) || (operationId === 'UpdateCurrentUser' && status === 409);

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** JSON, or the text of another type. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
}

/** A client of the API. Each of its answers is compared with both descriptions. */
export class Client {
  token: string | undefined;

  constructor(
    readonly url: string,
    readonly scheme = 'Token',
  ) {}

  /** @throws when the answer is not as described */
  async send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const json = body !== undefined && typeof body !== 'string' && !Buffer.isBuffer(body);
    const response = await fetch(`${this.url}/api${path}`, {
      method,
      headers: {
        ...(json && { 'content-type': 'application/json' }),
        ...(this.token !== undefined && { authorization: `${this.scheme} ${this.token}` }),
        ...headers,
      },
      ...(body !== undefined && { body: json ? JSON.stringify(body) : (body as string) }),
    });
    const text = await response.text();
    const type = response.headers.get('content-type');
    const answer = {
      status: response.status,
      headers: response.headers,
      body: type?.startsWith('application/json') ? (JSON.parse(text) as unknown) : text,
    };
    expectDescribed(method, path, answer);
    return answer;
  }

  get = (path: string) => this.send('GET', path);
  post = (path: string, body?: unknown) => this.send('POST', path, body);
  put = (path: string, body?: unknown) => this.send('PUT', path, body);
  delete = (path: string) => this.send('DELETE', path);

  async register(username: string, password: string): Promise<this> {
    const user = { username, email: `${username}@example.com`, password };
    const { status, body } = (await this.post('/users', { user })) as {
      status: number;
      body: { user: { token: string } };
    };
    if (status !== 201) throw new Error(`could not register ${username}: ${status} ${JSON.stringify(body)}`);
    this.token = body.user.token;
    return this;
  }

  /** Publishes an article. @returns it */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  async article(title: string, more: object = {}): Promise<any> {
    const article = { title, description: `About ${title}`, body: `All of ${title}`, ...more };
    const { status, body } = (await this.post('/articles', { article })) as {
      status: number;
      body: { article: unknown };
    };
    if (status !== 201) throw new Error(`could not publish: ${status} ${JSON.stringify(body)}`);
    return body.article;
  }
}

function expectDescribed(method: string, path: string, { status, headers, body }: Answer): void {
  const pathname = path.split('?', 1)[0] as string;
  for (const description of [official, served]) {
    const operation = description.tryFind(method, pathname);
    if (operation === undefined || (description === official && leftOut(operation.operationId, status))) continue;
    const problem = description.problem(operation, status, headers.get('content-type'), body);
    if (problem !== undefined) throw new Error(`${method} ${path}: ${problem}`);
  }
}
