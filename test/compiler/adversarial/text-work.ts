import { createHash } from 'node:crypto';
import { defineChart } from 'chartwright';
import { z } from 'zod';
import { base, configMap, it, LONGEST_RELEASE, trapped } from './trapped';

const free = z.string();

/** A file from Windows. */
export const windowsFile = trapped(
  defineChart({
    ...base,
    name: 'windows-file',
    values: z.object({
      host: z
        .string()
        .regex(/^[a-z]{3,12}$/)
        .default('shop'),
      debug: z.boolean().default(false),
    }),
    build(chart, { host, debug }) {
      configMap(chart, { 'app.ini': `[a]\r\nhost=${host}\r\n${debug ? 'debug=1\r\n' : ''}end`, one: `${host}\r\n` });
    },
  }),
  { values: { debug: true } },
  { values: { host: 'abc' } },
);

/** Characters that no terminal shows. */
export const controls = trapped(
  defineChart({
    ...base,
    name: 'controls',
    values: z.object({
      host: z
        .string()
        .regex(/^[a-z]{3,12}$/)
        .default('shop'),
    }),
    build(chart, { host }) {
      configMap(chart, {
        bell: `[a]\nhost=${host}\nbell=\u0007\nend`,
        nel: `${host}\u0085x\n\u2028y`,
        nbsp: `host=${host}\u00a0\ntab=\t${host}`,
        bom: `\ufeff${host}`,
      });
    },
  }),
  { values: { host: 'abc' } },
);

/** Braces that are no template. */
export const braces = trapped(
  defineChart({
    ...base,
    name: 'braces',
    values: z.object({ host: free.default('shop') }),
    build(chart, { host }) {
      configMap(chart, {
        a: `x={${host}}`,
        b: `{{ ${host} }}`,
        c: `{{${host}`,
        d: `{%- if ${host} -%}\n{{- end }}\n`,
        e: '{{ .Values.host }}',
        f: `\`${host}\``,
      });
    },
  }),
  { values: { host: '{{ fail "x" }}' } },
  { values: { host: '{' } },
  { values: { host: '' } },
  { values: { host: '`' } },
);

/** Any text, in every place that YAML has for one. */
export const everywhere = trapped(
  defineChart({
    ...base,
    name: 'everywhere',
    values: z.object({ text: free.default('a') }),
    build(chart, { text }) {
      configMap(chart, {
        alone: text,
        behind: `x${text}`,
        before: `${text}x`,
        lines: `first\n${text}\nlast\n`,
        twice: `${text}${text}`,
        indented: `a:\n    ${text}\n`,
      });
    },
  }),
  { values: { text: 'two\nlines\n' } },
  { values: { text: '  blank ' } },
  { values: { text: '\n' } },
  { values: { text: '- x: "y" # z' } },
  { values: { text: '\t\\n\u0001' } },
  { values: { text: 'null' } },
  { values: { text: '\u0085' } },
  { values: { text: '😀é\u2029' } },
  { values: { text: '' } },
);

/** Characters beyond the first plane, counted and cut. */
export const unicode = trapped(
  defineChart({
    ...base,
    name: 'unicode',
    values: z.object({ title: free.default('shop') }),
    build(chart, { title }) {
      it(chart, {
        units: title.length,
        points: [...title].length,
        initial: [...title][0] ?? '',
        first: title.slice(0, 3),
        upper: title.toUpperCase(),
      });
    },
  }),
  { values: { title: 'straße' } },
  { values: { title: '👍👎' } },
  { values: { title: 'İstanbul' } },
  { values: { title: 'e\u0301a' } },
  { values: { title: '' } },
);

/** Too long a name is cut and gets a hash. */
export const cutAndHashed = trapped(
  defineChart({
    ...base,
    name: 'cut-and-hashed',
    values: z.object({
      name: z
        .string()
        .regex(/^[a-z-]{1,100}$/)
        .default('web'),
    }),
    build(chart, { name }, release) {
      const full = `${release.name}-${name}`;
      const hash = createHash('sha256').update(full).digest('hex').slice(0, 6);
      it(chart, { name: full.length > 40 ? `${full.slice(0, 33)}-${hash}` : full });
    },
  }),
  { values: { name: 'w'.repeat(26) } },
  { values: { name: 'w'.repeat(25) } },
  { values: { name: 'w'.repeat(99) } },
  { release: LONGEST_RELEASE },
);

/** Encoded for an address, for a shell, for a header. */
export const encoded = trapped(
  defineChart({
    ...base,
    name: 'encoded',
    values: z.object({ user: free.default('shop'), password: free.default('secret') }),
    build(chart, { user, password }) {
      configMap(chart, {
        url: `postgres://${encodeURIComponent(user)}:${encodeURIComponent(password)}@db/app`,
        basic: Buffer.from(`${user}:${password}`).toString('base64'),
        shell: `'${password.replaceAll("'", `'\\''`)}'`,
        json: JSON.stringify(password),
      });
    },
  }),
  { values: { password: 'p@ss/w:rd%' } },
  { values: { password: "it's" } },
  { values: { password: '"\\\n' } },
  { values: { user: 'é', password: "!'()*~ +" } },
  { values: { password: '<&>' } },
);

/** Padded, repeated, centred. */
export const padded = trapped(
  defineChart({
    ...base,
    name: 'padded',
    values: z.object({
      name: z
        .string()
        .regex(/^[a-z]{0,12}$/)
        .default('web'),
      n: z.int().min(0).max(9).default(3),
    }),
    build(chart, { name, n }) {
      configMap(chart, {
        padded: name.padEnd(8, '.'),
        front: name.padStart(4, '0'),
        line: '-'.repeat(name.length),
        times: `${name} `.repeat(n).trim(),
      });
    },
  }),
  { values: { name: '' } },
  { values: { name: 'ninechars' } },
  { values: { n: 0 } },
  { values: { n: 9, name: 'ab' } },
);

/** Lines of a file, without comments and blanks. */
export const linesOf = trapped(
  defineChart({
    ...base,
    name: 'lines-of',
    values: z.object({ file: free.default('a=1\nb=2') }),
    build(chart, { file }) {
      const lines = file
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== '' && !line.startsWith('#'));
      it(chart, { lines, count: lines.length });
    },
  }),
  { values: { file: '# comment\n\n a=1 \r\nb' } },
  { values: { file: '' } },
  { values: { file: '\n#\n' } },
);

/** Words with capitals, in other spellings. */
export const spelling = trapped(
  defineChart({
    ...base,
    name: 'spelling',
    values: z.object({
      name: z
        .string()
        .regex(/^[a-zA-Z_ -]{1,20}$/)
        .default('maxPoolSize'),
    }),
    build(chart, { name }) {
      it(chart, {
        variable: name.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase(),
        camel: name.replace(/[-_ ]+([a-z])/g, (_, letter: string) => letter.toUpperCase()),
        title: name.charAt(0).toUpperCase() + name.slice(1),
      });
    },
  }),
  { values: { name: 'max-pool-size' } },
  { values: { name: 'HTTPServer' } },
  { values: { name: '_' } },
  { values: { name: 'a b c' } },
);

/** A text that is asked as an object of a library. */
export const askedUrl = trapped(
  defineChart({
    ...base,
    name: 'asked-url',
    values: z.object({ dsn: z.string().default('postgres://app@db:5432/app') }),
    build(chart, { dsn }) {
      const url = new URL(dsn);
      it(chart, {
        host: url.hostname,
        port: Number(url.port || 5432),
        ssl: url.searchParams.get('sslmode') === 'require',
      });
    },
  }),
  { values: { dsn: 'postgres://db/app?sslmode=require' } },
  { values: { dsn: 'postgres://db/app?sslmode=disable' } },
  { values: { dsn: 'not a url' } },
  { values: { dsn: 'https://HOST:443/x' } },
);
