import type { Queries, Run } from '@chartwright/kit/database/queries';
import { record } from './admin-log';
import type { Actor } from './admin-log';
import { dateColumn } from './dates';
import { mergeQuestion } from './merge-question';
import type { Conflict, QuestionEdit } from './merge-question';
import { searchText } from './search';

/** A question as it is stored. */
export interface StoredQuestion {
  readonly text: string;
  readonly publishedAt: Date;
  /** In their order. */
  readonly choices: readonly StoredChoice[];
}

export interface StoredChoice {
  readonly id: number;
  readonly text: string;
  readonly votes: number;
}

/** A question that is made. */
export interface NewQuestion {
  readonly text: string;
  readonly publishedAt: Date;
  /** In their order. */
  readonly choices: readonly string[];
}

/** What became of an edit: with conflicts nothing is changed. */
export type EditResult =
  'missing' | 'done' | { readonly conflicts: readonly Conflict[]; readonly stored: StoredQuestion };

/** Single questions as staff sees them, whatever their date. What is done is recorded in the transaction that does it. */
export class Questions {
  constructor(private readonly queries: Queries) {}

  tryFind(id: number): Promise<StoredQuestion | undefined> {
    return read(this.queries.run, id, '');
  }

  /** @param by @default - nobody: a command, which is not recorded. @returns the new id */
  async add({ text, publishedAt, choices }: NewQuestion, by?: Actor): Promise<number> {
    return this.queries.transaction(async (run) => {
      const [added] = await run<{ id: number }>({
        text: `insert into question (question_text, pub_date) values ($1, $2) returning id`,
        values: [text, publishedAt],
      });
      const { id } = added as { id: number };
      await putSearch(run, id, text);
      await addChoices(run, id, choices);
      if (by !== undefined) await record(run, by, 'added', { type: 'question', id, label: text });
      return id;
    });
  }

  /**
   * Makes the changes of an edit, and only these: what others have changed meanwhile stays, and where both have changed the same,
   * nothing is done at all.
   */
  async change(id: number, edit: QuestionEdit, by: Actor): Promise<EditResult> {
    return this.queries.transaction(async (run) => {
      const stored = await read(run, id, 'for update');
      if (stored === undefined) return 'missing';
      const merged = mergeQuestion(stored, edit);
      if ('conflicts' in merged) return { conflicts: merged.conflicts, stored };
      const { text, publishedAt, removed, renamed, added, order } = merged;
      await run({
        text: `update question set question_text = coalesce($2, question_text), pub_date = coalesce($3, pub_date) where id = $1`,
        values: [id, text, publishedAt],
      });
      if (text !== undefined) await putSearch(run, id, text);
      await run({ text: `delete from choice where question_id = $1 and id = any ($2)`, values: [id, removed] });
      await run({
        text: `update choice set choice_text = new.text from unnest($2::integer[], $3::text[]) as new (id, text)
               where choice.id = new.id and question_id = $1`,
        values: [id, renamed.map((one) => one.id), renamed.map((one) => one.text)],
      });
      const addedIds = await addChoices(run, id, added);
      if (order !== undefined) {
        const ids = order.map((one) => ('id' in one ? one.id : addedIds[one.added]));
        await run({
          text: `update choice set position = new.position - 1
                 from unnest($2::integer[]) with ordinality as new (id, position)
                 where choice.id = new.id and question_id = $1`,
          values: [id, ids],
        });
      }
      await record(run, by, 'changed', { type: 'question', id, label: text ?? stored.text }, merged.detail);
      return 'done';
    });
  }

  /** @returns the texts of those that were there */
  async delete(ids: readonly number[], by: Actor): Promise<string[]> {
    return this.queries.transaction(async (run) => {
      const deleted = await run<{ id: number; label: string }>({
        text: `delete from question where id = any ($1) returning id, question_text as label`,
        values: [ids],
      });
      await run({ text: `delete from question_search where question_id = any ($1)`, values: [ids] });
      for (const { id, label } of deleted) await record(run, by, 'deleted', { type: 'question', id, label });
      return deleted.map(({ label }) => label);
    });
  }
}

async function read(run: Run, id: number, lock: '' | 'for update'): Promise<StoredQuestion | undefined> {
  const [question] = await run<Pick<StoredQuestion, 'text' | 'publishedAt'>>({
    text: `select question_text as text, ${dateColumn} as "publishedAt" from question where id = $1 ${lock}`,
    values: [id],
  });
  if (question === undefined) return undefined;
  const choices = await run<StoredChoice>({
    text: `select id, choice_text as text, votes from choice where question_id = $1 order by position, id`,
    values: [id],
  });
  return { ...question, choices };
}

/** Behind those that are there. @returns their ids, in order */
async function addChoices(run: Run, questionId: number, texts: readonly string[]): Promise<number[]> {
  const rows = await run<{ id: number }>({
    text: `insert into choice (question_id, choice_text, position)
           select $1, new.text, coalesce((select max(position) + 1 from choice where question_id = $1), 0) + new.n - 1
           from unnest($2::text[]) with ordinality as new (text, n) order by new.n returning id`,
    values: [questionId, texts],
  });
  return rows.map(({ id }) => id).sort((a, b) => a - b);
}

async function putSearch(run: Run, id: number, text: string): Promise<void> {
  await run({
    text: `insert into question_search (question_id, source, words) values ($1, $2, $3)
           on conflict (question_id) do update set source = excluded.source, words = excluded.words`,
    values: [id, text, searchText(text)],
  });
}
