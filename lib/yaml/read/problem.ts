/** Why a text can't be read as YAML, and where. */
export class YamlProblem extends Error {
  override readonly name = 'YamlProblem';

  /** @param line of the text, from 1 */
  constructor(
    message: string,
    readonly line: number,
  ) {
    super(message);
  }
}
