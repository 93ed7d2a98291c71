import { createSigner, createVerifier } from 'fast-jwt';
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Account } from '../data/accounts';

/** What a token says, once its signature and times are checked. */
export interface Claims {
  readonly accountId: number;
  readonly generation: number;
  /** The same for all tokens that came from one login. */
  readonly session: string;
}

const payload = z.object({ sub: z.string().regex(/^\d{1,10}$/), gen: z.int(), jti: z.uuid() });
const issuer = 'conduit';

/** JSON Web Tokens (RFC 7519), signed with HMAC-SHA256 by a key that all replicas share. */
export class Tokens {
  private readonly signer: (claims: object) => string;
  private readonly verifier: (token: string) => unknown;

  constructor(key: string, hours: number) {
    this.signer = createSigner({ key, algorithm: 'HS256', iss: issuer, expiresIn: hours * 3_600_000 });
    this.verifier = createVerifier({ key, algorithms: ['HS256'], allowedIss: issuer, cache: false });
  }

  /** @param session @default - a new one */
  sign({ id, tokenGeneration }: Account, session: string = randomUUID()): string {
    return this.signer({ sub: String(id), gen: tokenGeneration, jti: session });
  }

  /** @returns undefined for whatever is not one of our tokens, or is past its time */
  tryVerify(token: string): Claims | undefined {
    try {
      const { sub, gen, jti } = payload.parse(this.verifier(token));
      return { accountId: Number(sub), generation: gen, session: jti };
    } catch {
      return undefined;
    }
  }
}
