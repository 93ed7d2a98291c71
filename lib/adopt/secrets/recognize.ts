/** Last words of names whose values are secrets. */
const SECRET_NAME =
  /(^|_)(PASSWORD|PASSWD|PASSPHRASE|PASS|PWD|SECRETS?|TOKEN|APIKEY|API_KEY|ACCESS_KEY|ACCESS_KEY_ID|SECRET_ACCESS_KEY|SECRET_KEY|SECRET_KEY_BASE|PRIVATE_KEY|ENCRYPTION_KEY|SIGNING_KEY|MASTER_KEY|AUTH_KEY|APP_KEY|JWT_KEY|CREDENTIALS?|SALT)(_\d+)?$/;

/** Names that say so of something else: `MYSQL_ALLOW_EMPTY_PASSWORD`, `RESET_PASSWORD`. */
const NO_SECRET_NAME = /(^|_)(ALLOW|RANDOM|RESET|REQUIRE|ENABLE|DISABLE|USE|PUBLIC|MIN|MAX)_/;

/** `postgres://user:password@host`, but not `…:$(PASSWORD)@…`. */
const URL_WITH_PASSWORD = /\b[a-z][a-z0-9+.-]*:\/\/[^\s:@/'"]*:(?!\$[({]|<|\{\{)([^\s@/'"]+)@/i;

const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;

/** `password = hunter2` on a line of a config file. */
const LINE_WITH_PASSWORD =
  /^[ \t]*["']?(?:[\w.-]*[._-])?(?:password|passwd|secret|secret[_-]?key|api[_-]?key|auth[_-]?token)["']?[ \t]*[:=](?!.*(?:environ|getenv|process\.env|ENV\[|env\(|config\(|lookup))[ \t]*["']?(?!\$|<|\{\{|%|null\b|true\b|false\b)[^\s"'#;]{3,}/im;

/** What stands for a value that somebody or something fills in, or says yes or no. */
const NO_SECRET_VALUE = /^(\s*|true|false|yes|no|on|off|none|null|\$\(.*\)|\$\{.*\}|\$[A-Z_]+|\{\{.*\}\}|<.*>|\/.*)$/is;

/** Whether a variable or key of that name with that value is a secret. */
export function isSecret(name: string, value: string): boolean {
  if (NO_SECRET_VALUE.test(value)) return false;
  if (URL_WITH_PASSWORD.test(value) || PRIVATE_KEY.test(value)) return true;
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[-.]/g, '_')
    .toUpperCase();
  return SECRET_NAME.test(words) && !NO_SECRET_NAME.test(words);
}

/** Whether a config file has a password, a key or a URL with a password in it. */
export function holdsSecret(text: string): boolean {
  return URL_WITH_PASSWORD.test(text) || PRIVATE_KEY.test(text) || LINE_WITH_PASSWORD.test(text);
}

/** Passwords in a command line, each as it stands there. */
export function passwordsOf(words: readonly string[]): string[] {
  const found = words.flatMap((word, i) => {
    const before = words[i - 1];
    if (before !== undefined && /^--?(requirepass|masterauth|password|pass|token)$/.test(before)) return [word];
    const inside = [
      /(?:^|\s)--?(?:requirepass|masterauth|password|pass|token)[ =]["']?([^\s"']+)/.exec(word)?.[1],
      URL_WITH_PASSWORD.exec(word)?.[1],
    ];
    return inside.filter((password) => password !== undefined);
  });
  return found.filter((password) => !NO_SECRET_VALUE.test(password) && !/^["']?\$/.test(password));
}
