import { HttpError } from '@chartwright/kit/http/errors';
import type { FastifyInstance } from 'fastify';
import { dateFilters } from '../../data/questions';
import type { DateFilter, QuestionDraft } from '../../data/questions';
import { deletePage } from '../../pages/admin/delete';
import { questionFormPage, questionsPage } from '../../pages/admin/questions';
import { idOf, line, pageOf, raw } from '../input';
import type { Input } from '../input';
import { seeOther, sendPage } from '../respond';
import { noticeFor, sessionOf, visitorOf } from './context';
import type { AdminContext } from './context';
import { checkQuestionForm, formOf, readQuestionForm } from './question-form';

/** Questions: list, add, change, delete. */
export function questionRoutes(app: FastifyInstance, context: AdminContext): void {
  const { questions, log } = context;
  async function find(id: number): Promise<QuestionDraft> {
    const question = await questions.tryFind(id);
    if (question === undefined) throw new HttpError('not_found');
    return question;
  }

  app.get('/admin/questions/', async (request, reply) => {
    const query = request.query as Input;
    const asked = raw(query, 'date') as DateFilter;
    const filter = {
      search: line(query, 'q').slice(0, 200),
      date: dateFilters.includes(asked) ? asked : 'any',
      page: pageOf(query),
    };
    const { questions: list, total } = await questions.list(filter);
    const done = noticeFor(raw(query, 'done'));
    return sendPage(reply, questionsPage(visitorOf(context, request, reply), filter, list, total, done));
  });

  app.get('/admin/questions/add/', async (request, reply) => {
    const form = formOf({ text: '', publishedAt: new Date(), choices: [] });
    return sendPage(reply, questionFormPage(visitorOf(context, request, reply), form, {}));
  });

  app.post('/admin/questions/add/', async (request, reply) => {
    const form = readQuestionForm(request.body as Input);
    const checked = raw(request.body as Input, 'more') !== '' ? { errors: {} } : checkQuestionForm(form);
    if ('errors' in checked) {
      const page = questionFormPage(visitorOf(context, request, reply), form, checked.errors);
      return sendPage(reply.code(Object.keys(checked.errors).length > 0 ? 422 : 200), page);
    }
    const id = await questions.add(checked.draft);
    await log.add(sessionOf(request).user, 'added', { type: 'question', id, label: checked.draft.text });
    return seeOther(reply, '/admin/questions/?done=added');
  });

  app.get('/admin/questions/:id/', async (request, reply) => {
    const id = idOf(request.params);
    return sendPage(reply, questionFormPage(visitorOf(context, request, reply), formOf(await find(id)), {}, id));
  });

  app.post('/admin/questions/:id/', async (request, reply) => {
    const id = idOf(request.params);
    const form = readQuestionForm(request.body as Input);
    const checked = raw(request.body as Input, 'more') !== '' ? { errors: {} } : checkQuestionForm(form);
    if ('errors' in checked) {
      await find(id);
      const page = questionFormPage(visitorOf(context, request, reply), form, checked.errors, id);
      return sendPage(reply.code(Object.keys(checked.errors).length > 0 ? 422 : 200), page);
    }
    if (!(await questions.change(id, checked.draft))) throw new HttpError('not_found');
    await log.add(sessionOf(request).user, 'changed', { type: 'question', id, label: checked.draft.text });
    return seeOther(reply, '/admin/questions/?done=changed');
  });

  app.get('/admin/questions/:id/delete/', async (request, reply) => {
    const id = idOf(request.params);
    const { text } = await find(id);
    const question = {
      kind: 'question',
      label: text,
      address: `/admin/questions/${id}/`,
      loss: 'Its choices and all their votes are deleted with it. This cannot be undone.',
    };
    return sendPage(reply, deletePage(visitorOf(context, request, reply), 'questions', question));
  });

  app.post('/admin/questions/:id/delete/', async (request, reply) => {
    const id = idOf(request.params);
    const label = await questions.delete(id);
    if (label === undefined) throw new HttpError('not_found');
    await log.add(sessionOf(request).user, 'deleted', { type: 'question', id, label });
    return seeOther(reply, '/admin/questions/?done=deleted');
  });
}
