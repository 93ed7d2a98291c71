import type { Queries } from '@chartwright/kit/database/queries';
import { dateColumn } from './dates';
import { hasWords } from './search';

/** Rows on one page of the list. */
export const adminPageSize = 25;

export const dateFilters = ['any', 'today', 'week', 'month', 'year', 'future'] as const;
export type DateFilter = (typeof dateFilters)[number];

export const sortColumns = ['question', 'published', 'choices', 'votes'] as const;
export type SortColumn = (typeof sortColumns)[number];

/** What the list of questions is narrowed to, and its order. */
export interface QuestionFilter {
  /** Words that the question has, in any order, whatever their case and accents. */
  readonly search: string;
  readonly date: DateFilter;
  /** Of publication, in UTC. @default - any */
  readonly year?: number;
  /** Of the year, from 1. @default - any */
  readonly month?: number;
  readonly sort: SortColumn;
  readonly descending: boolean;
  /** From 1. */
  readonly page: number;
}

export interface AdminQuestion {
  readonly id: number;
  readonly text: string;
  readonly publishedAt: Date;
  readonly choices: number;
  readonly votes: number;
}

/** A year, or a month of one, in which questions were published. */
export interface Period {
  readonly year: number;
  readonly month?: number;
  readonly questions: number;
}

const since: Record<Exclude<DateFilter, 'any' | 'future'>, string> = {
  today: '1 day',
  week: '7 days',
  month: '30 days',
  year: '365 days',
};

const orders: Record<SortColumn, string> = {
  question: 'lower(question_text)',
  published: 'pub_date',
  choices: 'choices',
  votes: 'votes',
};

/** Where what was made to be searched is of another text (an older pod has changed it), the text itself is searched. */
const searched = `(case when question_search.source = question_text then words else lower(question_text) end)`;
const tables = `question left join question_search on question_search.question_id = question.id`;

/** Questions as staff lists them, whatever their date. */
export class QuestionList {
  constructor(private readonly queries: Queries) {}

  async page(filter: QuestionFilter): Promise<{ questions: AdminQuestion[]; total: number }> {
    const { where, values } = conditions(filter);
    const [count] = await this.queries.run<{ total: string }>({
      text: `select count(*) as total from ${tables} where ${where}`,
      values,
    });
    const direction = filter.descending ? 'desc' : 'asc';
    const questions = await this.queries.run<AdminQuestion>({
      text: `select id, question_text as text, ${dateColumn} as "publishedAt", choices, votes
        from ${tables} cross join lateral (
          select count(*)::float8 as choices, coalesce(sum(votes), 0)::float8 as votes from choice
          where choice.question_id = question.id
        ) counted
        where ${where} order by ${orders[filter.sort]} ${direction}, id ${direction}
        limit ${adminPageSize} offset ${(filter.page - 1) * adminPageSize}`,
      values,
    });
    return { questions, total: Number(count?.total ?? 0) };
  }

  /** The years that questions were published in; of a year its months. The newest first. */
  async periods({ year }: Pick<QuestionFilter, 'year'>): Promise<Period[]> {
    const part = (name: string) => `extract(${name} from pub_date at time zone 'UTC')::integer`;
    if (year === undefined)
      return this.queries.run<Period>({
        text: `select ${part('year')} as year, count(*)::integer as questions from question where isfinite(pub_date)
               group by 1 order by 1 desc`,
      });
    return this.queries.run<Period>({
      text: `select $1::integer as year, ${part('month')} as month, count(*)::integer as questions from question
             where isfinite(pub_date) and ${part('year')} = $1 group by 2 order by 2 desc`,
      values: [year],
    });
  }
}

function conditions({ search, date, year, month }: QuestionFilter): { where: string; values: unknown[] } {
  const values: unknown[] = [];
  const parameter = (value: unknown) => `$${values.push(value)}`;
  const where = [hasWords(searched, search, parameter)];
  if (date === 'future') where.push('pub_date > now()');
  else if (date !== 'any') where.push(`pub_date <= now() and pub_date > now() - interval '${since[date]}'`);
  if (year !== undefined) {
    const first = parameter(new Date(Date.UTC(year, (month ?? 1) - 1)));
    where.push(
      `pub_date >= ${first}`,
      `pub_date < ${first}::timestamptz + interval '1 ${month === undefined ? 'year' : 'month'}'`,
    );
  }
  return { where: where.join(' and '), values };
}
