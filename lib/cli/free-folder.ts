import fs from 'node:fs';
import path from 'node:path';

/** @throws when there is something where the project would be */
export function assertFree(name: string): void {
  const stat = fs.statSync(name, { throwIfNoEntry: false });
  if (stat === undefined) return;
  const at = path.resolve(name);
  if (!stat.isDirectory()) throw new Error(`There is a file ${at} already. Choose another name, or move it away.`);
  const found = fs.readdirSync(name);
  // A repository that was just made is a usual place to start in.
  if (found.every((entry) => entry === '.git')) return;
  throw new Error(
    `The folder ${at} is not empty: it has ${found.slice(0, 3).join(', ')}${found.length > 3 ? ', …' : ''}. Choose another name, or move them away.`,
  );
}
