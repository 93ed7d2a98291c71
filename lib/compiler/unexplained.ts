/** A place in the output that no template was found for. `where` is the field; the object is added on the way out. */
export class Unexplained extends Error {
  constructor(
    readonly where: readonly string[],
    readonly what: string,
  ) {
    super(`${where.join('.')}: ${what}`);
  }
}
