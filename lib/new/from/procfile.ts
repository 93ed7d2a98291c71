import type { SourceTree } from './application';

/** Commands of a Procfile, by the name of their process. */
export function procfileOf(tree: SourceTree): ReadonlyMap<string, string> {
  const lines = (tree.read('Procfile') ?? '').split(/\r?\n/);
  const said = lines.flatMap((line) => {
    const [, name, command] = /^([\w-]+):\s*(.+?)\s*$/.exec(line) ?? [];
    return name === undefined || command === undefined ? [] : [[name, command] as const];
  });
  return new Map(said);
}

/** What gunicorn or uvicorn is told to serve, `shop.wsgi:application`, in a command or a script. */
export function servedIn(command: string): string | undefined {
  const after = /\b(?:gunicorn|uvicorn|hypercorn|daphne|waitress-serve)\b([^&;|\n]*)/.exec(command)?.[1] ?? '';
  return after
    .split(/[\s"',]+/)
    .filter(
      (word, i, all) =>
        !word.startsWith('-') &&
        !/^-{1,2}(c|config|b|bind|w|k|t|p|port|host|worker-class|workers|threads|timeout|log-file|chdir|access-logfile|error-logfile)$/.test(
          all[i - 1] ?? '',
        ),
    )
    .find(
      (word) =>
        /^[A-Za-z_][\w.]*(:[\w.]+(\([^)]*\))?)?$/.test(word) && /[.:]/.test(word) && !/\.(py|conf|sh)$/.test(word),
    );
}
