import { sql } from 'kysely';
import type { QueryExecutorProvider } from 'kysely';
import { isIPv6 } from 'node:net';

/** Failed attempts within 15 minutes, by what is counted. */
export interface LoginLimits {
  /** For one name from one address: guessing a password. */
  readonly pair: number;
  /** From one address, for whatever names: guessing names. */
  readonly address: number;
  /** For one name from anywhere: many machines guessing. High, because it locks the true owner out as well. */
  readonly username: number;
}
const minutes = 15;

/**
 * A limit on failed logins that all replicas share. An attempt is counted before its password is looked at, in one
 * statement, so attempts made at the same time cannot pass together. The service's migrations make the table:
 * `login_attempt (subject text primary key, failures integer not null, resets_at timestamptz not null)`.
 */
export class LoginLimit {
  constructor(
    private readonly database: QueryExecutorProvider,
    private readonly limits: LoginLimits,
  ) {}

  /** @returns 0 when the attempt may go on, otherwise the seconds to wait */
  async attempt(username: string, address: string): Promise<number> {
    const subjects = this.subjectsOf(username, address);
    // In one order everywhere, or two attempts could wait for each other's rows.
    const rows = [...subjects.keys()]
      .sort()
      .map((subject) => sql`(${subject}, 1, now() + ${minutes} * interval '1 minute')`);
    await sql`delete from login_attempt where resets_at < now() - interval '1 hour'`.execute(this.database);
    const counted = await sql<{ subject: string; failures: number; wait: number }>`
      insert into login_attempt as known (subject, failures, resets_at) values ${sql.join(rows)}
      on conflict (subject) do update set
        failures = case when known.resets_at <= now() then 1 else known.failures + 1 end,
        resets_at = case when known.resets_at <= now() then excluded.resets_at else known.resets_at end
      returning subject, failures, ceil(extract(epoch from resets_at - now()))::int as wait`.execute(this.database);
    return Math.max(
      0,
      ...counted.rows.map(({ subject, failures, wait }) => (failures > (subjects.get(subject) ?? 0) ? wait : 0)),
    );
  }

  /** The password was right: the pair is forgotten, the other counts get this attempt back. */
  async succeeded(username: string, address: string): Promise<void> {
    const subjects = [...this.subjectsOf(username, address).keys()];
    await sql`with mine as (select subject from login_attempt where subject in (${sql.join(subjects)}) order by subject for update)
      update login_attempt set failures = case when login_attempt.subject = ${subjects[0]} then 0 else failures - 1 end
      from mine where mine.subject = login_attempt.subject`.execute(this.database);
  }

  private subjectsOf(username: string, address: string): Map<string, number> {
    const name = username.toLowerCase();
    const network = networkOf(address);
    return new Map([
      [`pair ${network} ${name}`, this.limits.pair],
      [`address ${network}`, this.limits.address],
      [`username ${name}`, this.limits.username],
    ]);
  }
}

/** An IPv4 address as it is; of IPv6 the first 64 bits, which one customer has at least. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped) return mapped[1] as string;
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('%', 1)[0]!.toLowerCase().split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  return `${[...left, ...zeros, ...right]
    .slice(0, 4)
    .map((group) => parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
