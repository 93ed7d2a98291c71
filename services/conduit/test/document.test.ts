import fc from 'fast-check';
import { operations } from '../api/operations';
import { readBody } from '../api/read-body';
import { almost, arbitraryOf } from './harness/arbitrary';
import { served } from './harness/client';

const withBodies = operations.filter(({ body }) => body !== undefined);

test.each(withBodies.map((one) => [one.id, one] as const))(
  '%s takes the bodies that the document allows, and no other',
  (id, { key = '', body }) => {
    const operation = served.operations.find(({ operationId }) => operationId === id);
    const schema = operation?.object.requestBody?.content['application/json']?.schema ?? {};
    const allowed = served.validator(schema);
    const valid = arbitraryOf(schema, served.document);
    const seen = new Set<boolean>();
    fc.assert(
      fc.property(fc.oneof(valid, almost(valid)), (value) => {
        const json = JSON.stringify(value) ?? '';
        // Half a surrogate pair is beyond what a JSON Schema can say.
        fc.pre(!/\\ud[89a-f]/i.test(json));
        let taken = true;
        try {
          readBody(Buffer.from(json), key, body as NonNullable<typeof body>);
        } catch {
          taken = false;
        }
        seen.add(taken);
        expect({ json, taken }).toEqual({ json, taken: json !== '' && allowed(JSON.parse(json)) });
      }),
      { numRuns: 500 },
    );
    expect(seen).toEqual(new Set([true, false]));
  },
);
