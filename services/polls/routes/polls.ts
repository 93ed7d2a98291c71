import { HttpError } from '@chartwright/kit/http/errors';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Question } from '../data/polls';
import { reviewField } from '../pages/kept';
import { detailPage, indexPage, resultsPage } from '../pages/polls';
import { dataFor } from './context';
import type { SiteContext } from './context';
import { idOf, pageOf, raw, tryId } from './input';
import type { Input } from './input';
import { seeOther, sendOpenPage, sendPage } from './respond';

/** The public site. */
export function pollsRoutes(app: FastifyInstance, context: SiteContext): void {
  const { csrf, flashes, voted } = context;
  async function find(reply: FastifyReply, id: number): Promise<Question> {
    const question = await dataFor(context, reply).polls.tryFind(id);
    if (question === undefined) throw new HttpError('not_found');
    return question;
  }

  app.get('/', async (_, reply) => reply.redirect('/polls/', 302));

  app.get('/polls/', async (request, reply) => {
    const page = pageOf(request.query as Input);
    const { questions, more } = await dataFor(context, reply).polls.latest(page);
    return sendOpenPage(request, reply, indexPage(questions, page, more));
  });

  app.get('/polls/:id/', async (request, reply) => {
    const id = idOf(request.params);
    const question = await find(reply, id);
    return sendPage(reply, detailPage(question, { csrf: csrf.token(request, reply), voted: voted.in(request, id) }));
  });

  app.post('/polls/:id/vote/', { config: { keepsForm: true } }, async (request, reply) => {
    const id = idOf(request.params);
    const input = request.body as Input;
    const choice = tryId(raw(input, 'choice'));
    const review = raw(input, reviewField) !== '';
    if (!review && choice !== undefined && (await dataFor(context, reply).polls.vote(id, choice))) {
      context.countVote();
      const results = `/polls/${id}/results/`;
      flashes.put(request, reply, { on: results, text: 'Thank you, your vote has been counted.' });
      voted.add(request, reply, id);
      return seeOther(reply, results);
    }
    const question = await find(reply, id);
    const voter = { csrf: csrf.token(request, reply), voted: voted.in(request, id) };
    if (review) return sendPage(reply, detailPage(question, { ...voter, ...(choice && { chosen: choice }) }));
    const problem = 'You did not select a choice.';
    return sendPage(reply.code(422), detailPage(question, { ...voter, problem }));
  });
  // Whoever reloads the address of a vote gets the form again.
  app.get('/polls/:id/vote/', async (request, reply) => seeOther(reply, `/polls/${idOf(request.params)}/`));

  app.get('/polls/:id/results/', async (request, reply) => {
    const id = idOf(request.params);
    const question = await find(reply, id);
    const flash = flashes.take(request, reply);
    return sendOpenPage(request, reply, resultsPage(question, voted.in(request, id), flash));
  });
}
