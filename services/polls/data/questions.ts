import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import type { PollsSchema } from './schema';

/** Rows on one page of a list in the admin. */
export const adminPageSize = 25;

/** What the list of questions is narrowed to. */
export interface QuestionFilter {
  /** Text that the question contains, without regard to case. */
  readonly search: string;
  readonly date: DateFilter;
  /** From 1. */
  readonly page: number;
}

export const dateFilters = ['any', 'today', 'week', 'month', 'year', 'future'] as const;
export type DateFilter = (typeof dateFilters)[number];

export interface AdminQuestion {
  readonly id: number;
  readonly text: string;
  readonly publishedAt: Date;
  readonly choices: number;
  readonly votes: number;
}

/** A question as the form edits it. A choice without an id is new. */
export interface QuestionDraft {
  readonly text: string;
  readonly publishedAt: Date;
  /** In their order. */
  readonly choices: readonly { readonly id?: number; readonly text: string }[];
}

const since: Record<Exclude<DateFilter, 'any' | 'future'>, string> = {
  today: '1 day',
  week: '7 days',
  month: '30 days',
  year: '365 days',
};

/** Questions as staff sees them, whatever their date. */
export class Questions {
  constructor(private readonly database: Kysely<PollsSchema>) {}

  async list({ search, date, page }: QuestionFilter): Promise<{ questions: AdminQuestion[]; total: number }> {
    let matching = this.database.selectFrom('question');
    if (search !== '') matching = matching.where('question_text', 'ilike', `%${search.replace(/[\\%_]/g, '\\$&')}%`);
    if (date === 'future') matching = matching.where('pub_date', '>', sql<Date>`now()`);
    else if (date !== 'any') {
      matching = matching
        .where('pub_date', '<=', sql<Date>`now()`)
        .where('pub_date', '>', sql<Date>`now() - ${since[date]}::interval`);
    }
    const { total } = await matching.select(({ fn }) => fn.countAll<string>().as('total')).executeTakeFirstOrThrow();
    const questions = await matching
      .select((q) => [
        'id',
        'question_text as text',
        'pub_date as publishedAt',
        q
          .selectFrom('choice')
          .whereRef('choice.question_id', '=', 'question.id')
          .select(sql<number>`count(*)::int`.as('n'))
          .as('choices'),
        q
          .selectFrom('choice')
          .whereRef('choice.question_id', '=', 'question.id')
          .select(sql<number>`coalesce(sum(votes), 0)::int`.as('n'))
          .as('votes'),
      ])
      .orderBy('pub_date', 'desc')
      .orderBy('id', 'desc')
      .limit(adminPageSize)
      .offset((page - 1) * adminPageSize)
      .execute();
    return {
      questions: questions.map((one) => ({ ...one, choices: one.choices ?? 0, votes: one.votes ?? 0 })),
      total: Number(total),
    };
  }

  async tryFind(id: number): Promise<QuestionDraft | undefined> {
    const question = await this.database
      .selectFrom('question')
      .where('id', '=', id)
      .select(['question_text as text', 'pub_date as publishedAt'])
      .executeTakeFirst();
    if (question === undefined) return undefined;
    const choices = await this.database
      .selectFrom('choice')
      .where('question_id', '=', id)
      .select(['id', 'choice_text as text'])
      .orderBy('position')
      .orderBy('id')
      .execute();
    return { ...question, choices };
  }

  /** @returns the new id */
  async add({ text, publishedAt, choices }: QuestionDraft): Promise<number> {
    return this.database.transaction().execute(async (transaction) => {
      const { id } = await transaction
        .insertInto('question')
        .values({ question_text: text, pub_date: publishedAt })
        .returning('id')
        .executeTakeFirstOrThrow();
      await putChoices(transaction, id, choices);
      return id;
    });
  }

  /** Makes the question what the draft says; choices that it does not name are deleted, votes stay. @returns false when there is none */
  async change(id: number, { text, publishedAt, choices }: QuestionDraft): Promise<boolean> {
    return this.database.transaction().execute(async (transaction) => {
      const { numUpdatedRows } = await transaction
        .updateTable('question')
        .set({ question_text: text, pub_date: publishedAt })
        .where('id', '=', id)
        .executeTakeFirst();
      if (numUpdatedRows === 0n) return false;
      const kept = choices.flatMap((choice) => choice.id ?? []);
      let gone = transaction.deleteFrom('choice').where('question_id', '=', id);
      if (kept.length > 0) gone = gone.where('id', 'not in', kept);
      await gone.execute();
      await putChoices(transaction, id, choices);
      return true;
    });
  }

  /** @returns its text, undefined when there was none */
  async delete(id: number): Promise<string | undefined> {
    const deleted = await this.database
      .deleteFrom('question')
      .where('id', '=', id)
      .returning('question_text')
      .executeTakeFirst();
    return deleted?.question_text;
  }
}

async function putChoices(
  transaction: Transaction<PollsSchema>,
  questionId: number,
  choices: QuestionDraft['choices'],
): Promise<void> {
  for (const [position, { id, text }] of choices.entries()) {
    if (id === undefined) {
      await transaction.insertInto('choice').values({ question_id: questionId, choice_text: text, position }).execute();
    } else {
      await transaction
        .updateTable('choice')
        .set({ choice_text: text, position })
        .where('id', '=', id)
        .where('question_id', '=', questionId)
        .execute();
    }
  }
}
