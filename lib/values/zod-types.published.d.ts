/* eslint-disable @typescript-eslint/no-explicit-any -- as in zod: what a schema makes is known by inference alone */
/** What the declarations of the library need of zod: any schema of zod's is one of these. */
export declare namespace z {
  /** What `z.object` makes. */
  interface ZodObject extends core.$ZodType {
    readonly shape: object;
  }
  /** What a schema makes of what it is given. */
  type output<S> = S extends { readonly _zod: { readonly output: any } } ? S['_zod']['output'] : unknown;
  namespace core {
    interface $ZodType {
      readonly _zod: { readonly output: any; readonly input: any };
    }
    interface $ZodIssue {
      readonly code?: string;
      readonly path: PropertyKey[];
      readonly message: string;
    }
  }
}
