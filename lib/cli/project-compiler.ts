import { createRequire } from 'node:module';
import path from 'node:path';
import type { Compiler } from '../harden/edit/source-edit';

/** The compiler that the project has, else the one beside this program. */
export function compilerOf(folder: string): Compiler {
  for (const from of [path.resolve(folder, 'package.json'), __filename]) {
    try {
      return createRequire(from)('typescript') as Compiler;
    } catch {
      // The next one.
    }
  }
  throw new Error(
    'Code is read and edited with the TypeScript compiler, which is not installed: npm install in the project first.',
  );
}
