import fs from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import path from 'node:path';

/** Where esbuild says that code does not compile. */
interface BuildFailure {
  readonly errors?: readonly {
    readonly text: string;
    readonly location?: { readonly file: string; readonly line: number; readonly column: number } | null;
  }[];
}

/** Returns what an error says, and the first place in sources of one's own that it comes from. */
export function placeOfError(error: unknown): string {
  const { errors } = error as BuildFailure;
  if (errors && errors.length > 0)
    return errors
      .map(({ text, location }) =>
        location ? `${location.file}:${location.line}:${location.column + 1}: ${text}` : text,
      )
      .join('\n');
  if (!(error instanceof Error)) return String(error);
  const place = firstPlace(error.stack ?? '');
  return place === undefined ? error.message : `${error.message}\nat ${place}`;
}

/** Frames of a bundle (`main-<hash>.js`, as run-main.js keeps it), in terms of what was bundled. */
function firstPlace(stack: string): string | undefined {
  for (const [, bundle = '', line, column] of stack.matchAll(/(\/[^\s()]*\/main-\w+\.js):(\d+):(\d+)/g)) {
    if (!fs.existsSync(`${bundle}.map`)) continue;
    const map = new SourceMap(JSON.parse(fs.readFileSync(`${bundle}.map`, 'utf8')) as SourceMapPayload);
    const entry = map.findEntry(Number(line) - 1, Number(column) - 1);
    if (!('originalSource' in entry)) continue;
    const file = path.resolve(path.dirname(bundle), entry.originalSource);
    if (file.split(path.sep).includes('node_modules')) continue;
    return `${path.relative(process.cwd(), file)}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  }
  return undefined;
}
