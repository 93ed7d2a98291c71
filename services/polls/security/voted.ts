import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Cookies } from './cookies';

const yearSeconds = 365 * 24 * 3600;
/** Ids that a cookie keeps; the oldest are forgotten. */
const most = 100;

/** In which polls this browser has voted: a reminder for its owner, not a lock. */
export class Voted {
  constructor(private readonly cookies: Cookies) {}

  in(request: FastifyRequest, questionId: number): boolean {
    return this.ids(request).includes(String(questionId));
  }

  add(request: FastifyRequest, reply: FastifyReply, questionId: number): void {
    const ids = [...this.ids(request).filter((id) => id !== String(questionId)), String(questionId)].slice(-most);
    this.cookies.write(request, reply, 'voted', ids.join('.'), yearSeconds);
  }

  private ids(request: FastifyRequest): string[] {
    return (this.cookies.read(request, 'voted') ?? '').split('.').filter((id) => /^\d{1,10}$/.test(id));
  }
}
