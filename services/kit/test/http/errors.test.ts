import fc from 'fast-check';
import { errorTable, HttpError, toProblem } from '../../http/errors';

test('each row has its own status, so that a status finds its row', () => {
  const statuses = Object.values(errorTable).map(({ status }) => status);
  expect(new Set(statuses).size).toBe(statuses.length);
});

test('an HttpError is its row, with details', () => {
  expect(toProblem(new HttpError('conflict', { field: 'slug' }))).toEqual({
    code: 'conflict',
    status: 409,
    message: errorTable.conflict.message,
    details: { field: 'slug' },
  });
});

test('an HttpError of 5xx keeps its details to itself', () => {
  expect(toProblem(new HttpError('unavailable', { host: '10.0.0.7' }))).toEqual({
    code: 'unavailable',
    ...errorTable.unavailable,
  });
});

test('a service adds rows of its own', () => {
  const table = { ...errorTable, slug_taken: { status: 409, message: 'Taken.' } };
  expect(toProblem(new HttpError('slug_taken'), table)).toEqual({ code: 'slug_taken', status: 409, message: 'Taken.' });
  expect(toProblem(new HttpError('slug_taken'))).toMatchObject({ code: 'internal', status: 500 });
});

test('a 4xx of Fastify or a plugin gets the row of its status, not its own message', () => {
  const error = Object.assign(new Error('inner words'), { statusCode: 413 });
  expect(toProblem(error)).toEqual({ code: 'payload_too_large', ...errorTable.payload_too_large });
  expect(toProblem(Object.assign(new Error(), { statusCode: 418 }))).toMatchObject({
    code: 'bad_request',
    status: 418,
  });
});

test('whatever else is thrown is `internal`, with nothing of it inside', () => {
  const anything = fc.oneof(
    fc.anything(),
    fc.string().map((message) => new Error(message)),
    fc.integer({ min: 500, max: 599 }).map((statusCode) => Object.assign(new Error('inner'), { statusCode })),
    fc.string().map((code) => new HttpError(`x${code}` as 'internal', 'inner')),
  );
  fc.assert(
    fc.property(anything, (thrown) => {
      expect(toProblem(thrown)).toEqual({ code: 'internal', ...errorTable.internal });
    }),
  );
});

test.each([
  Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }),
  Object.assign(new Error('the database system is starting up'), { code: '57P03' }),
  Object.assign(new Error('canceling statement due to statement timeout'), { code: '57014' }),
  new Error('Connection terminated unexpectedly'),
  new AggregateError([Object.assign(new Error('IPv6'), { code: 'ECONNREFUSED' })]),
])('a database that is away is no fault of ours: %s', (error) => {
  expect(toProblem(error)).toEqual({ code: 'unavailable', ...errorTable.unavailable });
});
