export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Resolves once it is so; fails after `ms`. */
export async function eventually(what: () => boolean | Promise<boolean>, ms = 8000): Promise<void> {
  const late = Date.now() + ms;
  while (!(await what())) {
    if (Date.now() > late) throw new Error(`waited ${ms} ms`);
    await sleep(20);
  }
}
