/**
 * A command that a shell runs, so that `$NAME` in it is put in.
 * @param words of the command, those with a variable as `-p$NAME`
 */
export function throughShell(words: readonly string[]): readonly string[] {
  const flag = words.findIndex((word) => /^-[a-z]*c$/.test(word));
  const shell = /(^|\/)(ba|da|a|z)?sh$/.test(words[0] ?? '');
  if (shell && flag > 0) return words;
  return ['sh', '-c', words.map(quoted).join(' ')];
}

/** A word as a shell reads it again, its variables put in. */
function quoted(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  return /\$[A-Z_]/.test(word) ? `"${word.replace(/["\\`]/g, '\\$&')}"` : `'${word.replaceAll("'", "'\\''")}'`;
}
