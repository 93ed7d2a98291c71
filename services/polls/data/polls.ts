import type { Queries } from '@chartwright/kit/database/queries';
import { dateColumn } from './dates';

/** A published question in a list. */
export interface ListedQuestion {
  readonly id: number;
  readonly text: string;
  readonly publishedAt: Date;
  /** Of all its choices together. */
  readonly votes: number;
}

export interface Choice {
  readonly id: number;
  readonly text: string;
  readonly votes: number;
}

export interface Question extends Omit<ListedQuestion, 'votes'> {
  readonly choices: readonly Choice[];
}

/** Questions on one page of the list. */
export const pageSize = 20;

type ListRow = [id: number, text: string, publishedAt: Date, votes: number];
type QuestionRow = [text: string, publishedAt: Date, choiceId: number | null, choiceText: string, votes: number];

/**
 * What the public may see and do. Questions with a date in the future do not exist here. These are the busy queries, so
 * they are prepared statements, one round trip each. They name their columns: a prepared `select *` fails in the pods
 * of the old version once a migration has added a column.
 */
export class Polls {
  constructor(private readonly queries: Queries) {}

  /** The newest first. @param page from 1. @returns up to `pageSize` questions, and whether there are older ones */
  async latest(page: number): Promise<{ questions: ListedQuestion[]; more: boolean }> {
    const rows = await this.queries.run<ListRow>({
      name: 'latest',
      text: `select id, question_text, ${dateColumn},
               (select coalesce(sum(votes), 0)::float8 from choice where question_id = question.id)
             from question where pub_date <= now() order by pub_date desc, id desc limit $1 offset $2`,
      values: [pageSize + 1, (page - 1) * pageSize],
      rowMode: 'array',
    });
    const questions = rows
      .slice(0, pageSize)
      .map(([id, text, publishedAt, votes]) => ({ id, text, publishedAt, votes }));
    return { questions, more: rows.length > pageSize };
  }

  async tryFind(id: number): Promise<Question | undefined> {
    const rows = await this.queries.run<QuestionRow>({
      name: 'question',
      text: `select question_text, ${dateColumn}, choice.id, choice_text, votes
             from question left join choice on choice.question_id = question.id
             where question.id = $1 and pub_date <= now() order by position, choice.id`,
      values: [id],
      rowMode: 'array',
    });
    const first = rows[0];
    if (first === undefined) return undefined;
    const choices = rows.flatMap(([, , choiceId, text, votes]) =>
      choiceId === null ? [] : [{ id: choiceId, text, votes }],
    );
    return { id, text: first[0], publishedAt: first[1], choices };
  }

  /** Counts one vote, in one statement: no read and write between which another vote could be lost. @returns false when there is no such choice */
  async vote(questionId: number, choiceId: number): Promise<boolean> {
    const counted = await this.queries.run({
      name: 'vote',
      text: `update choice set votes = votes + 1 from question
             where choice.id = $1 and choice.question_id = $2 and question.id = $2 and pub_date <= now() returning 1`,
      values: [choiceId, questionId],
      rowMode: 'array',
    });
    return counted.length === 1;
  }
}
