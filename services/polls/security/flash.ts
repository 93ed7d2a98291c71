import type { FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import type { Cookies } from './cookies';
import type { Signatures } from './signatures';

const schema = z.object({
  /** Path of the page that shows it. */
  on: z.string(),
  text: z.string(),
  /** What it is about: the words of a link behind the text, and its address. */
  link: z.object({ label: z.string(), address: z.string() }).optional(),
});

/** What the next page says once of what was just done. */
export type Flash = z.infer<typeof schema>;

const purpose = 'flash';
/** A cookie may have 4 KiB. */
const longestLabel = 120;

/**
 * Messages in a cookie that only this site can make: shown once on the page that they are for, never by an address that somebody
 * shares.
 */
export class Flashes {
  constructor(
    private readonly cookies: Cookies,
    private readonly signatures: Signatures,
  ) {}

  put(request: FastifyRequest, reply: FastifyReply, { link, ...flash }: Flash): void {
    const label =
      link && (link.label.length > longestLabel ? `${[...link.label].slice(0, longestLabel).join('')}…` : link.label);
    const one = { ...flash, ...(link && { link: { ...link, label } }) };
    const text = Buffer.from(JSON.stringify(one)).toString('base64url');
    this.cookies.write(request, reply, 'flash', this.signatures.seal(purpose, text), 300);
  }

  /** What this page has to say, if anything; it is said then. */
  take(request: FastifyRequest, reply: FastifyReply): Flash | undefined {
    const text = this.signatures.tryOpen(purpose, this.cookies.read(request, 'flash'));
    if (text === undefined) return undefined;
    const { data } = schema.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString()));
    if (data === undefined || data.on !== request.url.split('?', 1)[0]) return undefined;
    this.cookies.remove(request, reply, 'flash');
    return data;
  }
}
