import { createHmac, timingSafeEqual } from 'node:crypto';

/** Marks text as ours, for one purpose: what was signed for another one is not taken. */
export class Signatures {
  /** @param key secret text that all replicas share */
  constructor(private readonly key: string) {}

  /** 43 characters of `A-Za-z0-9_-`. */
  of(purpose: string, text: string): string {
    return createHmac('sha256', this.key).update(`${purpose} ${text}`).digest('base64url');
  }

  fits(signature: string, purpose: string, text: string): boolean {
    const expected = Buffer.from(this.of(purpose, text));
    const given = Buffer.from(signature);
    return given.length === expected.length && timingSafeEqual(given, expected);
  }

  /** The text and its signature, with a dot between them. */
  seal(purpose: string, text: string): string {
    return `${text}.${this.of(purpose, text)}`;
  }

  /** @returns the text of {@link seal}; undefined for anything else */
  tryOpen(purpose: string, sealed: string | undefined): string | undefined {
    const at = sealed?.lastIndexOf('.') ?? -1;
    if (sealed === undefined || at < 0) return undefined;
    const text = sealed.slice(0, at);
    return this.fits(sealed.slice(at + 1), purpose, text) ? text : undefined;
  }
}
