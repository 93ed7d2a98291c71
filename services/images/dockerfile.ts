import { readFile, writeFile } from 'node:fs/promises';
import { nodeOptionsOf } from './node-options';
import type { ServiceSource } from './services';

/**
 * Writes `services/Dockerfile` with the service's own options of node in the commands that start it. They are not in
 * NODE_OPTIONS, which a deployment may want to set, and which every process in the container would have.
 */
export async function writeDockerfile(template: string, service: ServiceSource, file: string): Promise<void> {
  const options = await nodeOptionsOf(service.folder);
  await writeFile(file, withNodeOptions(await readFile(template, 'utf8'), options));
}

/** A Dockerfile whose ENTRYPOINT and RUN pass these options to node, after those that they have. */
export function withNodeOptions(dockerfile: string, options: readonly string[]): string {
  return dockerfile.replace(/^(RUN|ENTRYPOINT) (\["node",.*\])$/gm, (_, instruction: string, json: string) => {
    const words = JSON.parse(json) as string[];
    const program = words.findIndex((word, i) => i > 0 && !word.startsWith('-'));
    const command = [...words.slice(0, program), ...options, ...words.slice(program)];
    return `${instruction} [${command.map((word) => JSON.stringify(word)).join(', ')}]`;
  });
}
