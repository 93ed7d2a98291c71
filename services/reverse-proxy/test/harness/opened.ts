interface Closable {
  close(): Promise<unknown>;
}

const open: Closable[] = [];

/** Closes it after the test, the last one opened first. */
export async function opened<T extends Closable>(one: Promise<T>): Promise<T> {
  const it = await one;
  open.unshift(it);
  return it;
}

afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});
