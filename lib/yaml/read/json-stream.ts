/** One JSON value of a text that holds several. */
export interface JsonPart {
  readonly value: unknown;
  /** Where it begins and ends in the text. */
  readonly from: number;
  readonly to: number;
}

/** Whether kubectl tries a text as JSON first: it begins with `{`. */
export function looksLikeJson(text: string): boolean {
  return /^\s*\{/.test(text);
}

/** Reads JSON values that follow each other, as Go's decoder does: up to the first that is none. */
export function readJsonStream(text: string): readonly JsonPart[] {
  const parts: JsonPart[] = [];
  for (let from = begin(text, 0); from < text.length;) {
    const to = end(text, from);
    const value = to === undefined ? undefined : tryParse(text.slice(from, to));
    if (to === undefined || value === undefined) break;
    parts.push({ value, from, to });
    from = begin(text, to);
  }
  return parts;
}

function begin(text: string, from: number): number {
  let at = from;
  while (' \t\r\n'.includes(text.charAt(at)) && at < text.length) at++;
  return at;
}

/** Where the value that begins with `{` or `[` ends; undefined when it does not. */
function end(text: string, from: number): number | undefined {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '"') {
      at++;
      while (at < text.length && text.charAt(at) !== '"') at += text.charAt(at) === '\\' ? 2 : 1;
    } else if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') depth--;
    if (depth === 0) return character === '}' || character === ']' ? at + 1 : undefined;
  }
  return undefined;
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
