/** Options of commands that a password follows, as the next word or behind `=`. */
const OPTION = /^--?(requirepass|masterauth|password|passwd|pass|token|api-key)$/;

/** Programs whose `-p` has a password behind it without a space, and those whose `-a` has one behind a space. */
const MYSQL = /(?:^|[/\s;&|])(?:mysql|mysqladmin|mysqldump|mysqlcheck|mariadb|mariadb-admin|mariadb-dump)\b/;
const CURL = /(?:^|[/\s;&|])curl\b/;
const REDIS = /(?:^|[/\s;&|])redis-cli\b/;

/** Where a password stands in a word; the first group is what is before it, the second the password. */
const INSIDE: readonly RegExp[] = [
  /((?:^|\s)--?(?:requirepass|masterauth|password|passwd|pass|token|api-key)[ =]["']?)([^\s"']+)/g,
  /(\b[a-z][a-z0-9+.-]*:\/\/[^\s:@/'"]*:)([^\s@/'"]+)(?=@)/gi,
  /([?&;]\s*(?:password|pwd)=)([^\s&;'"]+)/gi,
  /((?:^|[\s;&])(?:export\s+)?\w*(?:PASSWORD|PASSWD|SECRET|TOKEN|API_KEY|MYSQL_PWD)=["']?)([^\s"';&|]+)/g,
];
const INSIDE_MYSQL = /((?:^|\s)-p["']?)([^\s"']+)/g;
const INSIDE_CURL = /((?:^|\s)(?:-u|--user)[ =]?["']?[^\s:"']+:)([^\s"']+)/g;
const INSIDE_REDIS = /((?:^|\s)-a\s+["']?)([^\s"']+)/g;

/**
 * Puts something in the place of each password of a command line, and leaves the rest as it is.
 * @param words of `command` and `args`, each as it stands there
 */
export function replacePasswords(
  words: readonly string[],
  replace: (password: string, word: number) => string,
): readonly string[] {
  const line = words.join(' ');
  const patterns = [
    ...INSIDE,
    ...(MYSQL.test(line) ? [INSIDE_MYSQL] : []),
    ...(REDIS.test(line) ? [INSIDE_REDIS] : []),
    ...(CURL.test(line) ? [INSIDE_CURL] : []),
  ];
  return words.map((word, at) => {
    const before = words[at - 1] ?? '';
    const follows = OPTION.test(before) || (before === '-a' && REDIS.test(line));
    if (follows && isPassword(word)) return replace(word, at);
    return patterns.reduce(
      (text, pattern) =>
        text.replace(pattern, (whole, head: string, password: string) =>
          isPassword(password) ? head + replace(password, at) : whole,
        ),
      word,
    );
  });
}

/** Whether a word is a password, and not what stands for one. */
const isPassword = (word: string): boolean => !/^["']?(\$|\{\{|<|-|\/|true$|false$|null$|$)/.test(word);
