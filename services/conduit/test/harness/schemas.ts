import Ajv2020 from 'ajv/dist/2020';
import type { ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';

type Json = Record<string, unknown>;

/** An operation of an OpenAPI document. */
export interface DescribedOperation {
  readonly operationId: string;
  /** As the document spells it: `/articles/{slug}`. */
  readonly path: string;
  readonly method: string;
  /** With references resolved one level. */
  readonly object: {
    readonly parameters: readonly { name: string; in: string; required?: boolean; schema: Json }[];
    readonly requestBody?: { readonly content: Record<string, { schema: Json }> };
    readonly responses: Record<string, { content?: Record<string, { schema: Json }> }>;
    readonly security?: readonly Json[];
  };
}

/** Tells what an OpenAPI 3.1 document says of a request and its answer. */
export class Description {
  readonly operations: readonly DescribedOperation[];
  private readonly ajv = addFormats(new Ajv2020({ strict: false, allErrors: true }));
  private readonly validators = new Map<string, ValidateFunction>();

  constructor(
    readonly name: string,
    readonly document: Json,
  ) {
    this.ajv.addSchema({ $id: this.root, ...document });
    const paths = document['paths'] as Record<string, Record<string, Json>>;
    this.operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, json]) => ({
        operationId: json['operationId'] as string,
        path,
        method: method.toUpperCase(),
        object: this.resolved(json),
      })),
    );
  }

  /** The operation that answers a path below `/api`; literal segments win over parameters. */
  tryFind(method: string, path: string): DescribedOperation | undefined {
    const segments = path.split('/');
    const fits = this.operations.filter((one) => {
      const wanted = one.path.split('/');
      return (
        one.method === method &&
        wanted.length === segments.length &&
        wanted.every((part, i) => part.startsWith('{') || part === segments[i])
      );
    });
    return fits.sort((a, b) => a.path.split('{').length - b.path.split('{').length)[0];
  }

  /** What is wrong with an answer; undefined when nothing is. */
  problem(operation: DescribedOperation, status: number, type: string | null, body: unknown): string | undefined {
    const where = `${this.name}: ${operation.operationId} ${status}`;
    const response = operation.object.responses[status];
    if (response === undefined) return `${where} is not described`;
    const media = Object.entries(response.content ?? {})[0];
    if (media === undefined) return body === '' ? undefined : `${where} should have no body`;
    if (type?.split(';')[0] !== media[0]) return `${where} has the type ${type}`;
    const validate = this.validator(media[1].schema);
    return validate(body)
      ? undefined
      : `${where}: ${this.ajv.errorsText(validate.errors)} in ${JSON.stringify(body)?.slice(0, 300)}`;
  }

  private get root(): string {
    return `https://${this.name}.example/`;
  }

  /** Of a schema in this document. */
  validator(schema: Json): ValidateFunction {
    const key = JSON.stringify(schema);
    let known = this.validators.get(key);
    if (known === undefined) {
      // References are to the document, whose id is the base of this schema as well.
      const $id = `${this.root}answers/${this.validators.size}`;
      known = this.ajv.compile({ $id, ...(JSON.parse(key.replaceAll('"#/', `"${this.root}#/`)) as Json) });
      this.validators.set(key, known);
    }
    return known;
  }

  private resolved(value: Json): DescribedOperation['object'] {
    const resolve = (one: unknown): unknown => {
      const ref = (one as { $ref?: string }).$ref;
      if (ref === undefined) return one;
      return ref
        .slice(2)
        .split('/')
        .reduce<unknown>((at, key) => (at as Json)[key], this.document);
    };
    const responses = Object.entries(value['responses'] as Json).map(([status, one]) => [status, resolve(one)]);
    return {
      ...value,
      parameters: ((value['parameters'] ?? []) as unknown[]).map(resolve),
      ...(value['requestBody'] !== undefined && { requestBody: resolve(value['requestBody']) }),
      responses: Object.fromEntries(responses) as Json,
    } as DescribedOperation['object'];
  }
}
