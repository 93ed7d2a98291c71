import type { Kysely } from 'kysely';
import type { AdminAction, PollsSchema } from './schema';

/** One thing that somebody did in the admin. */
export interface LogEntry {
  readonly at: Date;
  readonly username: string;
  readonly action: AdminAction;
  readonly objectType: 'question' | 'user';
  readonly objectId: number;
  readonly objectLabel: string;
}

/** What was done in the admin, by whom, and when. */
export class AdminLog {
  constructor(private readonly database: Kysely<PollsSchema>) {}

  async add(
    user: { readonly id: number; readonly username: string },
    action: AdminAction,
    object: { readonly type: 'question' | 'user'; readonly id: number; readonly label: string },
  ): Promise<void> {
    await this.database
      .insertInto('admin_log')
      .values({
        user_id: user.id,
        username: user.username,
        action,
        object_type: object.type,
        object_id: object.id,
        object_label: object.label,
      })
      .execute();
  }

  /** The newest first. @param page from 1. @returns whether there are older ones too */
  async latest(page: number, size: number): Promise<{ entries: LogEntry[]; more: boolean }> {
    const rows = await this.database
      .selectFrom('admin_log')
      .select([
        'at',
        'username',
        'action',
        'object_type as objectType',
        'object_id as objectId',
        'object_label as objectLabel',
      ])
      .orderBy('id', 'desc')
      .limit(size + 1)
      .offset((page - 1) * size)
      .execute();
    return { entries: rows.slice(0, size), more: rows.length > size };
  }
}
