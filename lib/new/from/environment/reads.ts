import { sourcesOf, type SourceTree } from '../application';

/** A variable that the source reads. */
export interface Read {
  readonly name: string;
  /** Whether it does without. */
  readonly optional: boolean;
  /** What it takes where there is none, as far as that is written out. */
  readonly byDefault: string | undefined;
  /** Whether it makes a number of it. */
  readonly number: boolean;
}

const PYTHON =
  /(int\(\s*)?(?:\b((?:os\.)?environ)\s*(\[)|\b((?:os\.)?(?:getenv|environ\.get)|(?<![\w.])(?:config|env(?:\.(?:str|bool|int|list|url|db|db_url|cache|json|path))?))\s*\()\s*f?["']([A-Z][A-Z0-9_]+)["']([^\n]*)/g;
const NODE = /\bprocess\.env(?:\.([A-Z][A-Z0-9_]+)|\[["']([A-Z][A-Z0-9_]+)["']\])([^\n]*)/g;
const NODE_SCHEMA = /^\s*([A-Z][A-Z0-9_]+)\s*:\s*(?:Joi\b|joi\b|z\.|str\(|num\(|port\(|url\(|envalid\.)([^\n]*)/gm;
const RUBY = /\bENV(?:\[["']([A-Z][A-Z0-9_]+)["']\]|\.fetch\(\s*["']([A-Z][A-Z0-9_]+)["'])([^\n]*)/g;

/** The variables that an application's source reads, each once; needed ones stay so whoever reads them again. */
export function readsOf(tree: SourceTree): ReadonlyMap<string, Read> {
  const reads = new Map<string, Read>();
  const add = (one: Read): void => {
    const known = reads.get(one.name);
    reads.set(one.name, {
      name: one.name,
      optional: one.optional && (known?.optional ?? true),
      byDefault: known?.byDefault ?? one.byDefault,
      number: one.number || (known?.number ?? false),
    });
  };
  const python = sourcesOf(tree, /\.py$/).map(({ text }) => text);
  for (const text of python) pythonReads(text).forEach(add);
  settingsFields(python).forEach(add);
  for (const { text, path } of sourcesOf(tree, /\.[cm]?[jt]s$|schema\.prisma$/)) nodeReads(text, path).forEach(add);
  for (const { text } of sourcesOf(tree, /\.(rb|erb|yml|ru)$/)) rubyReads(text).forEach(add);
  return reads;
}

function pythonReads(text: string): Read[] {
  const code = text.replace(/^\s*#.*$/gm, '').replace(/\(\s*\n\s*/g, '(');
  const read = [...code.matchAll(PYTHON)].map(([, int, , bracket, by = '', name = '', rest = '']) => ({
    name,
    optional: bracket === undefined && (/getenv|\.get$/.test(by) || /default\s*=/.test(rest)),
    byDefault:
      /^\s*,\s*(?:default\s*=\s*)?["']([^"']*)["']/.exec(rest)?.[1] ?? /default\s*=\s*["']([^"']*)/.exec(rest)?.[1],
    number: int !== undefined,
  }));
  const url = /dj_database_url\.config\(|\benv\.db\(\s*\)/.test(code)
    ? [{ name: 'DATABASE_URL', optional: true, byDefault: undefined, number: false }]
    : [];
  return [...read, ...url];
}

/** Fields of pydantic's settings are variables, those of what is derived from them too. */
function settingsFields(texts: readonly string[]): Read[] {
  const classes = texts.flatMap((text) =>
    [...text.replace(/^\s*#.*$/gm, '').matchAll(/^class\s+(\w+)\(([^)]*)\):\n((?:[ \t]+[^\n]*(?:\n|$)|\s*\n)*)/gm)].map(
      ([, name = '', bases = '', body = '']) => ({ name, bases: bases.split(/[\s,.]+/), body }),
    ),
  );
  const settings = new Set(['BaseSettings']);
  for (let before = 0; before !== settings.size;) {
    before = settings.size;
    for (const { name, bases } of classes) if (bases.some((base) => settings.has(base))) settings.add(name);
  }
  return classes.filter(({ name }) => settings.has(name)).flatMap(({ body }) => fieldsIn(body));
}

/** Fields of one class; what begins with an underscore or is a method is none. */
const fieldsIn = (body: string): Read[] =>
  [...body.matchAll(/^(?: {4}|\t)([A-Za-z]\w*)\s*:\s*([^=\n]+?)[ \t]*(?:=\s*([^\n]*))?$/gm)]
    .filter(([, name = '', type = '']) => name !== 'model_config' && !/ClassVar/.test(type))
    .map(([, name = '', type = '', value]) => ({
      name: name.toUpperCase(),
      optional: value !== undefined ? !/Field\(\s*\.\.\./.test(value) : /Optional|None/.test(type),
      byDefault: /^["']([^"']*)["']/.exec(value ?? '')?.[1],
      number: /\bint\b/.test(type),
    }));

function nodeReads(text: string, path: string): Read[] {
  if (path.endsWith('.prisma'))
    return [...text.matchAll(/\benv\(["']([A-Z][A-Z0-9_]+)["']\)/g)].map(([, name = '']) => needed(name));
  const named = [...text.matchAll(NODE)].map(([, dotted, bracketed, rest = '']) => ({
    name: dotted ?? bracketed ?? '',
    optional: true,
    byDefault: /^\s*(?:\|\||\?\?)\s*["'`]([^"'`]*)/.exec(rest)?.[1],
    number: false,
  }));
  const taken = [...text.matchAll(/\{([^{}]*)\}\s*=\s*process\.env\b/g)].flatMap(([, names = '']) =>
    [...names.matchAll(/(?:^|,)\s*([A-Z][A-Z0-9_]+)\b/g)].map(([, name = '']) => ({ ...needed(name), optional: true })),
  );
  const checked = /process\.env|dotenv|envalid/.test(text)
    ? [...text.matchAll(NODE_SCHEMA)].map(([, name = '', rest = '']) => ({
        ...needed(name),
        optional: /default|optional/.test(rest) || (/^\.?string\(\)|Joi/.test(rest) && !rest.includes('required')),
      }))
    : [];
  return [...named, ...taken, ...checked];
}

const rubyReads = (text: string): Read[] =>
  [...text.replace(/^\s*#.*$/gm, '').matchAll(RUBY)].map(([, asked, fetched, rest = '']) => ({
    name: asked ?? fetched ?? '',
    optional: asked !== undefined || !/^\s*\)(?!\s*(\{|do\b))/.test(rest),
    byDefault: /^\s*,\s*["']([^"']*)/.exec(rest)?.[1],
    number: false,
  }));

const needed = (name: string): Read => ({ name, optional: false, byDefault: undefined, number: false });
