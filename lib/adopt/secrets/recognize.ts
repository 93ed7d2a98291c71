/** Last words of names whose values are secrets. */
const SECRET_NAME =
  /(^|_)(PASSWORD|PASSWD|PASSPHRASE|PASS|PWD|\w*PASSWORD|SECRETS?|TOKEN|APIKEY|API_KEY|ACCESS_KEY|ACCESS_KEY_ID|SECRET_ACCESS_KEY|SECRET_KEY|SECRET_KEY_BASE|PRIVATE_KEY|ENCRYPTION_KEY|SIGNING_KEY|MASTER_KEY|AUTH_KEY|APP_KEY|JWT_KEY|CREDENTIALS?|SALT)(_\d+)?$/;

/** Names that say so of something else: `MYSQL_ALLOW_EMPTY_PASSWORD`, `RESET_PASSWORD`. */
const NO_SECRET_NAME = /(^|_)(ALLOW|RANDOM|RESET|REQUIRE|ENABLE|DISABLE|USE|PUBLIC|MIN|MAX)_/;

/** `postgres://user:password@host`, but not `…:$(PASSWORD)@…`. */
const URL_WITH_PASSWORD = /\b[a-z][a-z0-9+.-]*:\/\/[^\s:@/'"]*:(?!\$[({]|<|\{\{)([^\s@/'"]+)@/i;

/** `…?user=app&password=hunter2` of JDBC, `Server=db;Password=hunter2` of ADO.NET. */
const CONNECTION_WITH_PASSWORD = /[?&;]\s*(?:password|pwd)\s*=\s*(?!\$|<|\{\{)([^\s&;'"]+)/i;

const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;

/** Keys that are known by their looks: of GitHub, AWS, Slack, Stripe, Google, GitLab, SendGrid; a signed JWT. */
const KNOWN_KEY =
  /\b(gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\w{30,}|AKIA[0-9A-Z]{16}|xox[abprs]-[\w-]{10,}|[sr]k_live_\w{10,}|AIza[\w-]{35}|glpat-[\w-]{20}|SG\.[\w-]{16,}\.[\w-]{16,}|eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,})/;

/** `password = hunter2` on a line of a config file, `dbPassword: hunter2`, `export PGPASSWORD=hunter2`. */
const LINE_WITH_PASSWORD =
  /^[ \t]*(?:export[ \t]+|set[ \t]+|- )?["']?(?:[\w.-]*[._-])?(?:\w*password|\w*passwd|(?:client[_-]?)?secret|secret[_-]?key|api[_-]?key|auth[_-]?token|access[_-]?token)["']?[ \t]*(?:[:=]|=>)(?!.*(?:environ|getenv|process\.env|ENV\[|env\(|config\(|lookup))[ \t]*["']?(?!\$|<|\{\{|%|null\b|true\b|false\b|["'])[^\s"'#;]{3,}/im;

/** `requirepass hunter2` of Redis. */
const DIRECTIVE_WITH_PASSWORD = /^[ \t]*(?:requirepass|masterauth)[ \t]+(?!\$)\S/m;

/** `CREATE USER app WITH PASSWORD 'hunter2'`, `IDENTIFIED BY 'hunter2'`. */
const SQL_WITH_PASSWORD = /\b(?:PASSWORD|IDENTIFIED(?:[ \t]+WITH[ \t]+\w+)?[ \t]+BY)[ \t]+'(?!\$|:|%|\{\{)[^'\s]+'/i;

/** What stands for a value that somebody or something fills in, or says yes or no. */
const NO_SECRET_VALUE = /^(\s*|true|false|yes|no|on|off|none|null|\$\(.*\)|\$\{.*\}|\$[A-Z_]+|\{\{.*\}\}|<.*>|\/.*)$/is;

/** Whether a variable or key of that name with that value is a secret. */
export function isSecret(name: string, value: string): boolean {
  if (NO_SECRET_VALUE.test(value)) return false;
  if (looksSecret(value)) return true;
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[-.]/g, '_')
    .toUpperCase();
  return SECRET_NAME.test(words) && !NO_SECRET_NAME.test(words);
}

/** Whether a text is one by its looks, whatever it is called: a URL with a password, a private key, a key of a service. */
export function looksSecret(text: string): boolean {
  return [URL_WITH_PASSWORD, CONNECTION_WITH_PASSWORD, PRIVATE_KEY, KNOWN_KEY].some((pattern) => pattern.test(text));
}

/** Whether a config file has a password, a key or a URL with a password in it. */
export function holdsSecret(text: string): boolean {
  const patterns = [LINE_WITH_PASSWORD, DIRECTIVE_WITH_PASSWORD, SQL_WITH_PASSWORD];
  return looksSecret(text) || patterns.some((pattern) => pattern.test(text));
}
