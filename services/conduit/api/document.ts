import * as z from 'zod';
import { conduitContract } from '../contract';
import * as answers from './answers';
import * as bodies from './bodies';
import type { QueryParameter } from './list-query';
import type { Operation } from './operation';
import { operations } from './operations';

type Json = Readonly<Record<string, unknown>>;

/** Under the names of the official description. */
const components: Readonly<Record<string, z.ZodType>> = {
  LoginUser: bodies.loginUser,
  NewUser: bodies.newUser,
  UpdateUser: bodies.updateUser,
  NewArticle: bodies.newArticle,
  UpdateArticle: bodies.updateArticle,
  NewComment: bodies.newComment,
  User: answers.user,
  Profile: answers.profile,
  Article: answers.article,
  ListedArticle: answers.listedArticle,
  Comment: answers.comment,
  GenericErrorModel: answers.errors,
};

const errorNames: Readonly<Record<number, string>> = {
  401: 'No token, one that is not valid, or wrong credentials',
  403: "Somebody else's",
  404: 'Not found',
  409: 'In use already',
  413: 'The request is too large',
  422: 'The request is not valid',
  429: 'Too many attempts: Retry-After says when to try again',
  500: 'Something went wrong here',
  503: 'The database is away: Retry-After says when to try again',
};

/** The OpenAPI 3.1 document of this service, made of the same operations and schemas as its routes. */
export function openApiDocument(): Json {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(components)) registry.add(schema, { id });
  const options = { io: 'input', unrepresentable: 'any', uri: schemaUri } as const;
  const { schemas } = z.toJSONSchema(registry, options);
  const paths: Record<string, Record<string, Json>> = {};
  for (const operation of operations) {
    const path = operation.path.replace(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[operation.method.toLowerCase()] = operationObject(operation);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'RealWorld Conduit API',
      description:
        'After the official description, https://docs.realworld.show, with the limits that this service has.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      version: '2.0.0',
    },
    servers: [{ url: conduitContract.paths.api }],
    paths,
    components: {
      schemas: Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, withoutIds(schema)])),
      securitySchemes: {
        Token: {
          type: 'apiKey',
          in: 'header',
          name: 'Authorization',
          description: '`Token <jwt>`, with the token that registering or logging in gives; `Bearer <jwt>` as well.',
        },
      },
    },
  };
}

const schemaUri = (id: string) => `#/components/schemas/${id}`;

function withoutIds({ $schema: _, $id: __, ...schema }: Json): Json {
  return schema;
}

function operationObject(operation: Operation): Json {
  const {
    id,
    tag,
    path,
    summary,
    authentication,
    query = [],
    key,
    body,
    status = 200,
    answer,
    errors = [],
  } = operation;
  const statuses = [...errors, ...(body ? [413] : []), 500, 503].sort();
  return {
    operationId: id,
    tags: [tag],
    summary,
    parameters: [
      ...[...path.matchAll(/:(\w+)/g)].map(([, name]) => pathParameter(name as string)),
      ...query.map(queryParameter),
    ],
    ...(body && key && { requestBody: { required: true, content: content(envelope(key, body)) } }),
    responses: {
      [status]:
        answer === undefined ? { description: 'Done' } : { description: 'Done', content: content(inline(answer)) },
      ...Object.fromEntries(
        statuses.map((one) => [
          one,
          { description: errorNames[one], content: content({ $ref: schemaUri('GenericErrorModel') }) },
        ]),
      ),
    },
    ...(authentication === 'required' && { security: [{ Token: [] }] }),
    ...(authentication === 'optional' && { security: [{}, { Token: [] }] }),
  };
}

const content = (schema: Json): Json => ({ 'application/json': { schema } });

const pathParameter = (name: string): Json => ({
  name,
  in: 'path',
  required: true,
  schema: { type: name === 'id' ? 'integer' : 'string' },
});

const queryParameter = ({ name, description, schema }: QueryParameter): Json => ({
  name,
  in: 'query',
  description,
  schema,
});

const nameOf = (schema: z.ZodType): string | undefined =>
  Object.entries(components).find(([, one]) => one === schema)?.[0];

const envelope = (key: string, schema: z.ZodType): Json => ({
  type: 'object',
  required: [key],
  properties: { [key]: { $ref: schemaUri(nameOf(schema) as string) } },
});

/** An answer: an object of components and lists of them. */
function inline(schema: z.ZodType): Json {
  const name = nameOf(schema);
  if (name !== undefined) return { $ref: schemaUri(name) };
  if (schema instanceof z.ZodArray) return { type: 'array', items: inline(schema.element as unknown as z.ZodType) };
  if (schema instanceof z.ZodObject) {
    const properties = Object.entries<z.ZodType>(schema.shape);
    return {
      type: 'object',
      required: properties.map(([key]) => key),
      properties: Object.fromEntries(properties.map(([key, one]) => [key, inline(one)])),
      additionalProperties: false,
    };
  }
  const { $schema: _, ...json } = z.toJSONSchema(schema) as Json;
  return json;
}
