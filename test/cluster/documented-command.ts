import fs from 'node:fs';

/** Returns the block of shell commands of a document that has a text in it. @throws when none has, or several have */
export function documentedCommand(file: string, mark: string): string {
  const blocks = [...fs.readFileSync(file, 'utf8').matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(
    ([, block = '']) => block,
  );
  const [found, more] = blocks.filter((block) => block.includes(mark));
  if (found === undefined || more !== undefined) {
    throw new Error(
      `${file} has ${found === undefined ? 'no block' : 'several blocks'} of sh with '${mark}'. One is needed.`,
    );
  }
  return found;
}
