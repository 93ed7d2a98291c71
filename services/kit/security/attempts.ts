import type { Queries } from '../database/queries';

/** How long an attempt counts. */
const minutes = 15;

/** What is counted, and how often it may come within {@link minutes}. */
export type Limits = ReadonlyMap<string, number>;

/**
 * Attempts that all replicas count together. The service's migrations make the table:
 * `login_attempt (subject text primary key, failures integer not null, resets_at timestamptz not null)`.
 */
export class Attempts {
  constructor(private readonly queries: Queries) {}

  /**
   * Counts one attempt for every subject, or for none when one of them has had its share: what is refused is no attempt.
   * The rows are locked before they are looked at, so attempts made at the same time cannot pass together.
   * @returns 0 when the attempt may go on, otherwise the seconds to wait
   */
  async count(limits: Limits): Promise<number> {
    await this.queries.run({
      name: 'forget-attempts',
      text: `delete from login_attempt where subject in (select subject from login_attempt
        where resets_at < now() - interval '1 hour' limit 100 for update skip locked)`,
    });
    try {
      return await this.queries.transaction(async (run) => {
        // In one order everywhere, or two attempts could wait for each other's rows.
        const counted = await run<{ subject: string; failures: number; wait: number }>({
          name: 'count-attempt',
          text: `insert into login_attempt as known (subject, failures, resets_at)
            select subject, 1, now() + interval '${minutes} minutes' from unnest($1::text[]) as subject order by subject
            on conflict (subject) do update set
              failures = case when known.resets_at <= now() then 1 else known.failures + 1 end,
              resets_at = case when known.resets_at <= now() then excluded.resets_at else known.resets_at end
            returning subject, failures, ceil(extract(epoch from resets_at - now()))::int as wait`,
          values: [[...limits.keys()]],
        });
        const waits = counted.map(({ subject, failures, wait }) => (failures > (limits.get(subject) ?? 0) ? wait : 0));
        const wait = Math.max(0, ...waits);
        if (wait > 0) throw new Refused(wait);
        return 0;
      });
    } catch (error) {
      if (error instanceof Refused) return error.wait;
      throw error;
    }
  }

  /** Forgets the attempts of one subject, and gives the others their last one back. */
  async takeBack(forgotten: string, others: readonly string[]): Promise<void> {
    await this.queries.run({
      name: 'take-attempts-back',
      text: `with mine as (select subject from login_attempt where subject = any ($1) order by subject for update)
        update login_attempt set failures = case when login_attempt.subject = $2 then 0 else greatest(failures - 1, 0) end
        from mine where mine.subject = login_attempt.subject`,
      values: [[forgotten, ...others], forgotten],
    });
  }
}

/** Rolls back what was counted. */
class Refused extends Error {
  constructor(readonly wait: number) {
    super('refused');
  }
}
