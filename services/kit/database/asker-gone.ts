/** Who asked has gone; what was begun for it was cancelled. */
export class AskerGone extends Error {
  override readonly name = 'AskerGone';
}
