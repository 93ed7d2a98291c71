import type { Queries, Run } from '@chartwright/kit/database/queries';

export type AdminAction = 'added' | 'changed' | 'deleted' | 'changed the password of';

/** What something was done to. */
export interface LoggedObject {
  readonly type: 'question' | 'user';
  readonly id: number;
  readonly label: string;
}

/** One thing that somebody did in the admin. */
export interface LogEntry {
  readonly at: Date;
  readonly username: string;
  readonly action: AdminAction;
  readonly objectType: LoggedObject['type'];
  readonly objectId: number;
  readonly objectLabel: string;
  /** What exactly, in words; empty where the action says it all. */
  readonly detail: string;
}

/** Who does something; without an id, a command. */
export interface Actor {
  readonly id: number | null;
  readonly username: string;
}

/** Writes down what is done, in the transaction that does it: neither is there without the other. */
export async function record(
  run: Run,
  { id, username }: Actor,
  action: AdminAction,
  object: LoggedObject,
  detail = '',
): Promise<void> {
  await run({
    name: 'record',
    text: `insert into admin_log (user_id, username, action, object_type, object_id, object_label, detail)
           values ($1, $2, $3, $4, $5, $6, $7)`,
    values: [id, username, action, object.type, object.id, object.label, detail],
  });
}

/** What was done in the admin, by whom, and when. */
export class AdminLog {
  constructor(private readonly queries: Queries) {}

  /**
   * The newest first.
   * @param page from 1
   * @param object @default - of all objects
   * @returns whether there are older ones too
   */
  async latest(
    page: number,
    size: number,
    object?: Pick<LoggedObject, 'type' | 'id'>,
  ): Promise<{ entries: LogEntry[]; more: boolean }> {
    const rows = await this.queries.run<LogEntry>({
      text: `select at, username, action, object_type as "objectType", object_id as "objectId",
               object_label as "objectLabel", detail
             from admin_log where $3::text is null or (object_type = $3 and object_id = $4)
             order by id desc limit $1 offset $2`,
      values: [size + 1, (page - 1) * size, object?.type ?? null, object?.id ?? null],
    });
    return { entries: rows.slice(0, size), more: rows.length > size };
  }
}
