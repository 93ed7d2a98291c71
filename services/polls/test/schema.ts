import type { ColumnType, Generated, GeneratedAlways } from 'kysely';

/** A time that the database fills in when none is given. */
type Time = ColumnType<Date, Date | undefined, Date>;

/** The tables after all migrations, for Kysely. */
export interface PollsSchema {
  question: QuestionTable;
  choice: ChoiceTable;
  staff_user: StaffUserTable;
  session: SessionTable;
  login_attempt: LoginAttemptTable;
  admin_log: AdminLogTable;
}

interface QuestionTable {
  id: GeneratedAlways<number>;
  question_text: string;
  /** Visible to the public from then on. */
  pub_date: Date;
}

interface ChoiceTable {
  id: GeneratedAlways<number>;
  question_id: number;
  choice_text: string;
  votes: Generated<number>;
  /** Order within the question, from 0. */
  position: Generated<number>;
}

interface StaffUserTable {
  id: GeneratedAlways<number>;
  /** Unique without regard to case. */
  username: string;
  /** Argon2id in PHC format. */
  password_hash: string;
  is_active: Generated<boolean>;
  /** May manage staff users, beside questions. */
  is_superuser: Generated<boolean>;
  may_change: Generated<boolean>;
  /** One for all spellings of the name. */
  username_key: Generated<string>;
  created_at: Time;
  last_login_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
}

interface SessionTable {
  /** SHA-256 of the cookie's value: who reads the table cannot take a session over. */
  token_hash: Buffer;
  user_id: number;
  created_at: Time;
  seen_at: Time;
  expires_at: Date;
}

interface LoginAttemptTable {
  /** What is counted, e.g. an address. */
  subject: string;
  failures: number;
  resets_at: Date;
}

interface AdminLogTable {
  id: GeneratedAlways<number>;
  at: Time;
  /** Null once the user is deleted; the name stays. */
  user_id: number | null;
  username: string;
  action: string;
  object_type: 'question' | 'user';
  object_id: number;
  object_label: string;
  detail: Generated<string>;
}
