import { HttpError } from '@chartwright/kit/http/errors';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { dateFilters, sortColumns } from '../../data/question-list';
import type { DateFilter, QuestionFilter, SortColumn } from '../../data/question-list';
import type { StoredQuestion } from '../../data/questions';
import { deletePage } from '../../pages/admin/delete';
import { questionFormPage } from '../../pages/admin/question-form';
import type { QuestionForm, QuestionFormContext } from '../../pages/admin/question-form';
import { questionsPage, questionViewPage } from '../../pages/admin/questions';
import { count } from '../../pages/html';
import { dataFor, sessionOf, trySessionOf, visitorOf } from '../context';
import type { SiteContext } from '../context';
import { all, idOf, line, pageOf, raw, tryId } from '../input';
import type { Input } from '../input';
import { isReview } from '../kept-form';
import { seeOther, sendPage } from '../respond';
import {
  checkQuestionForm,
  formAfter,
  formBytes,
  formOf,
  mostChoices,
  newForm,
  readQuestionForm,
} from './question-form';

const list = '/admin/questions/';

/** Questions: list, add, change, delete. */
export function questionRoutes(app: FastifyInstance, context: SiteContext): void {
  const changing = {
    config: { keepsForm: true },
    bodyLimit: formBytes,
    onRequest: async (request: FastifyRequest) => mayChange(request),
  };

  async function find(reply: FastifyReply, id: number): Promise<StoredQuestion> {
    const question = await dataFor(context, reply).questions.tryFind(id);
    if (question === undefined) throw new HttpError('not_found');
    return question;
  }

  function showForm(
    request: FastifyRequest,
    reply: FastifyReply,
    form: QuestionForm,
    more: Omit<QuestionFormContext, 'mayHaveMore'>,
  ): FastifyReply {
    const mayHaveMore = form.choices.length < mostChoices;
    return sendPage(reply, questionFormPage(visitorOf(context, request, reply), form, { ...more, mayHaveMore }));
  }

  /** Says that it is done, and goes on where the pressed button says. */
  function done(request: FastifyRequest, reply: FastifyReply, id: number, what: string): FastifyReply {
    const then = raw(request.body as Input, 'then');
    const next = then === 'add' ? `${list}add/` : then === 'stay' ? `${list}${id}/` : list;
    context.flashes.put(request, reply, { on: next, text: what, link: { label: 'Open it', address: `${list}${id}/` } });
    return seeOther(reply, next);
  }

  /** What is shown again, since more rows were asked for or it was not taken before; undefined when it is to be saved. */
  function tryAgain(
    request: FastifyRequest,
    reply: FastifyReply,
    form: QuestionForm,
    id?: number,
  ): FastifyReply | undefined {
    const input = request.body as Input;
    const place = id === undefined ? {} : { id };
    if (isReview(input))
      return showForm(request, reply, form, {
        ...place,
        errors: {},
        note: 'This is what you typed. It is not saved yet.',
      });
    if (raw(input, 'more') === '') return undefined;
    return showForm(request, reply, form, { ...place, errors: {}, focusRow: tryId(raw(input, 'rows')) ?? 0 });
  }

  app.get(list, async (request, reply) => {
    const filter = filterOf(request.query as Input);
    const data = dataFor(context, reply);
    const page = { filter, ...(await data.list.page(filter)), periods: await data.list.periods(filter) };
    return sendPage(reply, questionsPage(visitorOf(context, request, reply), page));
  });

  app.get(`${list}add/`, { onRequest: changing.onRequest }, async (request, reply) =>
    showForm(request, reply, newForm(new Date()), { errors: {} }),
  );

  app.post(`${list}add/`, changing, async (request, reply) => {
    const form = readQuestionForm(request.body as Input);
    const again = tryAgain(request, reply, form);
    if (again !== undefined) return again;
    const checked = checkQuestionForm(form);
    if ('errors' in checked) return showForm(request, reply.code(422), form, checked);
    const { question, date, choices } = checked.edit;
    const texts = [...choices].sort((a, b) => a.position - b.position).map(({ text }) => text);
    const added = { text: question.text, publishedAt: date, choices: texts };
    const id = await dataFor(context, reply).questions.add(added, sessionOf(request).user);
    return done(request, reply, id, 'The question was added.');
  });

  app.get(`${list}:id/`, async (request, reply) => {
    const id = idOf(request.params);
    const question = await find(reply, id);
    if (sessionOf(request).user.permission === 'look')
      return sendPage(reply, questionViewPage(visitorOf(context, request, reply), id, question));
    return showForm(request, reply, formOf(question), {
      id,
      errors: {},
      published: question.publishedAt <= new Date(),
    });
  });

  app.post(`${list}:id/`, changing, async (request, reply) => {
    const id = idOf(request.params);
    const form = readQuestionForm(request.body as Input);
    const { questions, log } = dataFor(context, reply);
    const again = tryAgain(request, reply, form, id);
    if (again !== undefined) return again;
    const checked = checkQuestionForm(form);
    if ('errors' in checked) {
      await find(reply, id);
      return showForm(request, reply.code(422), form, { ...checked, id });
    }
    const result = await questions.change(id, checked.edit, sessionOf(request).user);
    if (result === 'missing') throw new HttpError('not_found');
    if (result === 'done') return done(request, reply, id, 'The question was changed.');
    const [last] = (await log.latest(1, 1, { type: 'question', id })).entries;
    const after = formAfter(form, result.conflicts, result.stored, last?.username ?? 'Somebody');
    return showForm(request, reply.code(409), after.form, { id, errors: after.errors });
  });

  app.get(`${list}:id/delete/`, { onRequest: changing.onRequest }, async (request, reply) => {
    const id = idOf(request.params);
    const { text, choices } = await find(reply, id);
    const page = deletePage(visitorOf(context, request, reply), 'questions', {
      ...{ what: 'the question', labels: [text], action: `${list}${id}/delete/`, keep: `${list}${id}/` },
      loss: lossOf([choices]),
      parts: choices.map((choice) => `${choice.text} – ${count(choice.votes, 'vote')}`),
      crumbs: [
        { label: 'Questions', address: list },
        { label: text, address: `${list}${id}/` },
      ],
    });
    return sendPage(reply, page);
  });

  app.post(`${list}:id/delete/`, { onRequest: changing.onRequest }, async (request, reply) => {
    const [text] = await dataFor(context, reply).questions.delete([idOf(request.params)], sessionOf(request).user);
    if (text === undefined) throw new HttpError('not_found');
    context.flashes.put(request, reply, { on: list, text: 'The question was deleted.' });
    return seeOther(reply, list);
  });

  // The first time with what was picked, the second time confirmed.
  app.post(`${list}delete/`, { onRequest: changing.onRequest }, async (request, reply) => {
    const input = request.body as Input;
    const ids = all(input, 'pick').flatMap((one) => tryId(one) ?? []);
    const { questions } = dataFor(context, reply);
    if (raw(input, 'sure') === 'yes') {
      const deleted = await questions.delete(ids, sessionOf(request).user);
      const text = deleted.length === 1 ? 'The question was deleted.' : `${deleted.length} questions were deleted.`;
      context.flashes.put(request, reply, { on: list, text });
      return seeOther(reply, list);
    }
    const picked: StoredQuestion[] = [];
    for (const id of ids) {
      const question = await questions.tryFind(id);
      if (question !== undefined) picked.push(question);
    }
    if (picked.length === 0) {
      context.flashes.put(request, reply, { on: list, text: 'Nothing was deleted: no question was selected.' });
      return seeOther(reply, list);
    }
    const page = deletePage(visitorOf(context, request, reply), 'questions', {
      what: picked.length === 1 ? 'the question' : count(picked.length, 'question'),
      ...{ labels: picked.map(({ text }) => text), action: `${list}delete/`, keep: list },
      fields: [...ids.map((id) => ['pick', String(id)] as const), ['sure', 'yes']],
      loss: lossOf(picked.map(({ choices }) => choices)),
      crumbs: [{ label: 'Questions', address: list }],
    });
    return sendPage(reply, page);
  });
}

/** @throws HttpError forbidden for who may only look */
function mayChange(request: FastifyRequest): void {
  if (trySessionOf(request)?.user.permission === 'look') throw new HttpError('forbidden');
}

function lossOf(questions: readonly StoredQuestion['choices'][]): string {
  const choices = questions.flat();
  const votes = choices.reduce((sum, choice) => sum + choice.votes, 0);
  const whose = questions.length === 1 ? 'Its' : 'Their';
  return `${whose} ${count(choices.length, 'choice')} and ${count(votes, 'vote')} go with ${questions.length === 1 ? 'it' : 'them'}. This cannot be undone.`;
}

function filterOf(query: Input): QuestionFilter {
  const date = raw(query, 'date') as DateFilter;
  const [, minus, column = ''] = /^(-?)(\w*)$/.exec(raw(query, 'sort')) ?? [];
  const sort = column as SortColumn;
  const known = sortColumns.includes(sort);
  const year = tryId(raw(query, 'year'));
  const month = tryId(raw(query, 'month'));
  return {
    search: [...line(query, 'q')].slice(0, 200).join(''),
    date: dateFilters.includes(date) ? date : 'any',
    ...(year !== undefined && year < 10_000 && { year, ...(month !== undefined && month <= 12 && { month }) }),
    ...(known ? { sort, descending: minus === '-' } : { sort: 'published' as const, descending: true }),
    page: pageOf(query),
  };
}
