import { EVERY, one, type Among, type Joined, type KeyedView, type Part } from '../../compiler/ir';
import { inOne } from '../../compiler/joined';
import type { Defines } from './defines';
import { argument, condition, isText, pipeline } from './expression';
import { goString, type ListTemplates, type Scope } from './scope';

/** What a template does with the elements of a list, and around that. */
interface Body {
  readonly before?: string;
  readonly each: string | ((inside: Scope) => string);
  readonly after?: string;
}

/** Writes a named template for each question that is asked of a list. */
export class ListHelpers implements ListTemplates {
  private readonly byBody = new Map<string, string>();
  private readonly names = new Set<string>();

  constructor(
    private readonly chart: string,
    private readonly texts: Defines,
  ) {}

  matching(among: Among, scope: Scope, fits: boolean): string {
    return this.lookThrough(
      fits ? among : { ...among, when: { op: 'not', of: among.when } },
      scope,
      fits ? 'that' : 'other',
      {
        each: 'x',
      },
    );
  }

  found(among: Among, scope: Scope): string {
    const { ask, of = [], item } = among;
    const field = (inside: Scope): string => {
      if (item) return `(int64 ${argument(pipeline(item, inside))})`;
      const ref = { from: 'value', scope: 1, path: of } as const;
      const written = inside.write(ref);
      return inside.shapeOf(ref)?.kind === 'number' ? `(int64 ${written})` : written;
    };
    const hint = [ask, ...of].join('-');
    if (ask === 'first')
      return this.lookThrough(among, scope, hint, {
        before: '{{- $found := false -}}',
        each: (inside) => `{{- if not $found -}}{{- $found = true -}}{{ ${field(inside)} }}{{- end -}}`,
      });
    const next = { last: '', sum: 'add $result ', max: 'max $result ', min: 'min $result ' }[ask as 'last'];
    return this.lookThrough(among, scope, hint, {
      before: `{{- $result := ${ask === 'last' ? '""' : (among.start ?? 0)} -}}`,
      each: (inside) => `{{- $result = ${next}${field(inside)} -}}`,
      after: '{{ $result }}',
    });
  }

  /** A pipeline that includes a template that goes over the elements that fit. */
  private lookThrough({ over, when }: Among, scope: Scope, hint: string, body: Body): string {
    const inside = scope.alone(over);
    const { key, item } = inside.last;
    const each = typeof body.each === 'string' ? body.each : body.each(inside);
    const asked = when === EVERY ? each : `{{- if ${condition(when, inside)} -}}${each}{{- end -}}`;
    const text = `${body.before ?? ''}{{- range ${key}, ${item} := .items -}}${asked}{{- end -}}${body.after ?? ''}`;
    const path = over.from === 'value' ? over.path : [];
    const name = this.named([...path.map(String), hint].join('-'), text);
    return `include ${goString(name)} (dict "items" ${scope.writeIterable(over)}${outside(text, scope)})`;
  }

  joined({ items, separator }: Joined, scope: Scope): string {
    // Each has one behind it, and the last is taken away.
    const between: Part = /^[^\s{}]+$/.test(separator) ? separator : { e: 'const', value: separator };
    const line = inOne(items, (item) => [...item, one(between)]);
    const { pipeline } = this.texts.include({ n: 'text', lines: [one(line)] }, 'joined', scope);
    return `${pipeline} | trimSuffix ${goString(separator)}`;
  }

  viewed(list: string, { view, by, reversed = false, last = false }: KeyedView, inside: Scope, scope: Scope): string {
    const { key, item } = inside.last;
    const said = argument(pipeline(by, inside));
    const items = last ? '(.items | default list | reverse)' : '.items';
    const each = (body: string): string => `{{- range ${key}, ${item} := ${items} -}}${body}{{- end -}}`;
    const first = `{{- if not (has ${said} $seen) -}}{{- $seen = append $seen ${said} -}}{{- $found = ${last ? 'prepend' : 'append'} $found ${item} -}}{{- end -}}`;
    // What is the same stays in its order, behind which nothing that is part of a text comes.
    const place = reversed ? `(sub ${MOST_ITEMS} ${key})` : key;
    const written = isText(by, inside)
      ? `printf "%s\\x00%09d" ${said} ${place}`
      : `printf "%020d\\x00%09d" (add ${ABOVE_ALL} ${said}) ${place}`;
    const index = reversed
      ? `(sub ${MOST_ITEMS} (atoi (last (splitList "\\x00" .))) | int)`
      : '(atoi (last (splitList "\\x00" .)))';
    const body =
      view === 'distinct'
        ? `{{- $seen := list -}}{{- $found := list -}}${each(first)}{{ toJson $found }}`
        : `{{- $keys := list -}}${each(`{{- $keys = append $keys (${written}) -}}`)}{{- $found := list -}}{{- range ${reversed ? 'reverse (sortAlpha $keys)' : 'sortAlpha $keys'} -}}{{- $found = append $found (index $.items ${index}) -}}{{- end -}}{{ toJson $found }}`;
    const name = this.named(`${item.slice(1)}-${last ? 'last' : view}`, body);
    return `include ${goString(name)} (dict "items" ${list}${outside(body, scope)}) | fromJsonArray`;
  }

  unique(items: string, key: string): string {
    return `include ${goString(this.named('unique', UNIQUE))} (dict "items" ${items} "key" ${goString(key)})`;
  }

  objectName(release: string, id: string, most: number, separators: string): string {
    const body = OBJECT_NAME.replace('SEPARATORS', () => goString(separators)).replace('MOST', () => String(most - 1));
    return `include ${goString(this.named('object-name', body))} (dict "release" ${release} "id" ${id})`;
  }

  private named(hint: string, body: string): string {
    const known = this.byBody.get(body);
    if (known !== undefined) return known;
    let name = `${this.chart}.${hint}`;
    for (let i = 2; this.names.has(name); i++) name = `${this.chart}.${hint}-${i}`;
    this.names.add(name);
    this.byBody.set(body, name);
    return name;
  }

  /** The text of a `.tpl` file; undefined where nothing is needed. */
  file(): string | undefined {
    if (this.byBody.size === 0) return undefined;
    return [...this.byBody].map(([body, name]) => `{{- define "${name}" -}}\n${body}\n{{- end }}\n`).join('\n');
  }
}

/** What a named template is handed of what is around it, where it speaks of that. */
function outside(text: string, { loops }: Scope): string {
  if (!/\$\.(?:Values|Release|Chart)\b|\(include /.test(text)) return '';
  const root = loops.length > 0 ? '$' : '';
  return ` "Values" ${root}.Values "Release" ${root}.Release "Chart" ${root}.Chart`;
}

/** Integers are put in order as texts: each with as many digits, and without a sign. */
const ABOVE_ALL = 2 ** 53;
const MOST_ITEMS = 999_999_999;

const UNIQUE = `{{- $key := .key -}}
{{- $seen := list -}}
{{- range .items -}}
{{- if $key }}{{ $seen = append $seen (get . $key) }}{{ else }}{{ $seen = append $seen . }}{{ end -}}
{{- end -}}
{{- if eq (len $seen) (len (uniq $seen)) }}true{{ end -}}`;

/** Of a name that is too long the release's is cut. */
const OBJECT_NAME = `{{- $id := lower (regexReplaceAll SEPARATORS .id "--") -}}
{{- $head := trunc (max 0 (sub MOST (len (splitList "" $id))) | int) .release | trimAll "-" -}}
{{- if $head }}{{ $head }}-{{ end }}{{ $id }}`;
