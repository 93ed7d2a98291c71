/**
 * Does something again and again until it no longer throws.
 * @param seconds for so long at most
 * @throws what it threw last
 */
export async function eventually<T>(act: () => Promise<T>, seconds = 120, everyMs = 1000): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    try {
      return await act();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  }
}
