/** Why a chart cannot be compiled, and what its author can do about it. */
export class CompileError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CompileError';
  }
}
