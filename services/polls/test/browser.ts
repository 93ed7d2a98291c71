/** An answer with its body read. */
export interface Page {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export type Fields = Readonly<Record<string, string>>;

/** As much of a browser as forms need: cookies, hidden fields, no redirects of its own accord. */
export class Browser {
  readonly cookies = new Map<string, string>();

  constructor(
    private readonly url: string,
    /** Sent with every request. */
    readonly headers: Record<string, string> = {},
  ) {}

  async get(path: string): Promise<Page> {
    return this.send(path, { method: 'GET' });
  }

  /** Sends a form as it is. */
  async post(path: string, fields: Fields, headers: Record<string, string> = {}): Promise<Page> {
    return this.send(path, { method: 'POST', body: new URLSearchParams(fields), headers });
  }

  /** Opens a page, and sends its form with these fields filled in. */
  async submit(page: string, action: string, fields: Fields): Promise<Page> {
    const token = csrfOf((await this.get(page)).text);
    return this.post(action, { ...fields, csrf: token });
  }

  async logIn(username: string, password: string, next = '/admin/'): Promise<Page> {
    return this.submit('/admin/login/', '/admin/login/', { username, password, next });
  }

  private async send(path: string, init: RequestInit & { headers?: Record<string, string> }): Promise<Page> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...this.headers, ...init.headers, ...(cookie !== '' && { cookie }) };
    const response = await fetch(this.url + path, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/max-age=0/i.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return { status: response.status, headers: response.headers, text: await response.text() };
  }
}

/** The token of the first form of a page. */
export function csrfOf(text: string): string {
  const [, token] = /name="csrf" value="([^"]*)"/.exec(text) ?? [];
  if (token === undefined) throw new Error(`no form in: ${text.slice(0, 500)}`);
  return token;
}
