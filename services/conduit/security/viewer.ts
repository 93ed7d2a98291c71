import { HttpError } from '@chartwright/kit/http/errors';
import type { Account, Accounts } from '../data/accounts';
import type { Tokens } from './tokens';

/** Who asks, by a valid token. */
export interface Viewer extends Account {
  readonly token: string;
  readonly session: string;
}

/** Who has to show a token: nobody, whoever wants `following` and `favorited`, or everybody. */
export type Authentication = 'none' | 'optional' | 'required';

/** The largest id of an account. */
const maxId = 2 ** 31 - 1;

/** Reads the Authorization header: `Token <jwt>` as the API says, or `Bearer <jwt>` (RFC 6750). */
export class Viewers {
  constructor(
    private readonly tokens: Tokens,
    private readonly accounts: Accounts,
  ) {}

  /**
   * @returns undefined without a token, where that is allowed
   * @throws HttpError unauthorized: `token` "is missing" or "is invalid"
   */
  async find(authorization: string | undefined, wanted: Authentication): Promise<Viewer | undefined> {
    if (wanted === 'none') return undefined;
    const [, scheme = '', token = ''] = /^(\S*)\s*(.*?)\s*$/s.exec(authorization ?? '') ?? [];
    const known = /^(token|bearer)$/i.test(scheme);
    // The scheme alone is what clients send that have no token.
    if (scheme === '' || (known && token === '')) {
      if (wanted === 'optional') return undefined;
      throw new HttpError('unauthorized', { token: ['is missing'] });
    }
    const viewer = known ? await this.viewerOf(token) : undefined;
    if (viewer === undefined) throw new HttpError('unauthorized', { token: ['is invalid'] });
    return viewer;
  }

  private async viewerOf(token: string): Promise<Viewer | undefined> {
    const claims = this.tokens.tryVerify(token);
    if (claims === undefined || claims.accountId > maxId) return undefined;
    const account = await this.accounts.tryFind(claims.accountId);
    if (account === undefined) return undefined;
    const good = account.tokenGeneration === claims.generation || account.keptSession === claims.session;
    return good ? { ...account, token, session: claims.session } : undefined;
  }
}
