import { createHash } from 'node:crypto';
import type { Queries } from '../database/queries';
import { Attempts } from './attempts';
import { foldName } from './names';
import { networkOf } from './network';

/** Failed attempts within 15 minutes, by what is counted. */
export interface LoginLimits {
  /** For one account from one address: guessing a password. */
  readonly pair: number;
  /** From one address, for whatever accounts: guessing names. */
  readonly address: number;
  /** For one account from places where nobody has logged in to it before: many machines guessing. */
  readonly account: number;
}

/** Who tries to log in. */
export interface Login {
  /** The account that the name belongs to; every spelling of a name is the same account. @default - there is none */
  readonly account?: number;
  /** As it was typed. */
  readonly name: string;
  readonly address: string;
  /** A browser that has logged in to this account before and can show it. @default - unknown */
  readonly device?: string;
}

/** How long a place is remembered at which somebody logged in. */
const placeDays = 90;

/**
 * A limit on failed logins that all replicas share. While many machines guess at an account, its owner gets in all the same from a
 * browser or a network where that was done before: these are counted by themselves.
 * The service's migrations make `login_place (account_id integer, network text, seen_at timestamptz, primary key (account_id, network))`.
 * @see https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies
 */
export class LoginLimit {
  private readonly attempts: Attempts;

  constructor(
    private readonly queries: Queries,
    private readonly limits: LoginLimits,
  ) {
    this.attempts = new Attempts(queries);
  }

  /** @returns 0 when the attempt may go on, otherwise the seconds to wait */
  async attempt(login: Login): Promise<number> {
    return this.attempts.count(await this.subjectsOf(login));
  }

  /** The password was right: the pair is forgotten, the other counts get this attempt back. The place is remembered. */
  async succeeded(login: Login & { readonly account: number }): Promise<void> {
    const [pair = '', ...others] = (await this.subjectsOf(login)).keys();
    await this.attempts.takeBack(pair, others);
    await this.remember(login.account, login.address);
  }

  /** Somebody has shown here that the account is theirs, e.g. by making it. */
  async remember(account: number, address: string): Promise<void> {
    await this.queries.run({
      name: 'remember-place',
      text: `insert into login_place (account_id, network, seen_at) values ($1, $2, now())
        on conflict (account_id, network) do update set seen_at = now()`,
      values: [account, networkOf(address)],
    });
  }

  private async subjectsOf({ account, name, address, device }: Login): Promise<Map<string, number>> {
    const { limits } = this;
    if (device !== undefined) return new Map([[`device ${device}`, limits.pair]]);
    const who = account === undefined ? `name ${digest(foldName(name))}` : `account ${account}`;
    const network = networkOf(address);
    const subjects = new Map([
      [`pair ${network} ${who}`, limits.pair],
      [`address ${network}`, limits.address],
    ]);
    if (account === undefined || !(await this.isKnown(account, network))) subjects.set(who, limits.account);
    return subjects;
  }

  private async isKnown(account: number, network: string): Promise<boolean> {
    const rows = await this.queries.run({
      name: 'known-place',
      text: `select from login_place where account_id = $1 and network = $2 and seen_at > now() - interval '${placeDays} days'`,
      values: [account, network],
    });
    return rows.length > 0;
  }
}

/** Names that nobody has may be of any length. */
const digest = (text: string): string => createHash('sha256').update(text).digest('base64url');
