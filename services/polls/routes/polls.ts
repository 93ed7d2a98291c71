import { HttpError } from '@chartwright/kit/http/errors';
import type { FastifyInstance } from 'fastify';
import type { Polls, Question } from '../data/polls';
import { detailPage, indexPage, resultsPage } from '../pages/polls';
import type { Csrf } from '../security/csrf';
import { idOf, pageOf, raw, tryId } from './input';
import type { Input } from './input';
import { seeOther, sendPage } from './respond';

export interface PollsRoutes {
  readonly polls: Polls;
  readonly csrf: Csrf;
  /** Called for each vote that was counted. */
  readonly voted: () => void;
}

/** The public site. */
export function pollsRoutes(app: FastifyInstance, { polls, csrf, voted }: PollsRoutes): void {
  async function find(id: number): Promise<Question> {
    const question = await polls.tryFind(id);
    if (question === undefined) throw new HttpError('not_found');
    return question;
  }

  app.get('/', async (_, reply) => reply.redirect('/polls/', 302));

  app.get('/polls/', async (request, reply) => {
    const page = pageOf(request.query as Input);
    const { questions, more } = await polls.latest(page);
    return sendPage(reply, indexPage(questions, page, more));
  });

  app.get('/polls/:id/', async (request, reply) => {
    const question = await find(idOf(request.params));
    return sendPage(reply, detailPage(question, csrf.token(request, reply)));
  });

  app.post('/polls/:id/vote/', async (request, reply) => {
    const id = idOf(request.params);
    const choice = tryId(raw(request.body as Input, 'choice'));
    if (choice !== undefined && (await polls.vote(id, choice))) {
      voted();
      return seeOther(reply, `/polls/${id}/results/?voted=yes`);
    }
    const problem = 'You did not select a choice.';
    return sendPage(reply.code(422), detailPage(await find(id), csrf.token(request, reply), problem));
  });
  // Whoever reloads the address of a vote gets the form again.
  app.get('/polls/:id/vote/', async (request, reply) => seeOther(reply, `/polls/${idOf(request.params)}/`));

  app.get('/polls/:id/results/', async (request, reply) => {
    const question = await find(idOf(request.params));
    return sendPage(reply, resultsPage(question, raw(request.query as Input, 'voted') === 'yes'));
  });
}
