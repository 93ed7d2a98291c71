/**
 * Runs work in a turn of the event loop of its own: not inside of a promise, where no other promise would go on, and so an entry
 * with an async main would not come to its end.
 */
export function onOwnTurn<T>(work: () => T): Promise<T> {
  return new Promise((resolve, reject) => {
    setImmediate(() => {
      try {
        resolve(work());
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
  });
}
