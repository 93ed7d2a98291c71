import type { YamlDocument, YamlNode } from '../../yaml/read';
import { fields, text } from '../fields';

/** A placeholder that nobody filled in, with its line. */
export interface Placeholder {
  readonly line: number;
  readonly message: string;
}

/** What people and tools write for what is to come: `{{ x }}`, `${X}`, `__X__`, `@@X@@`, `<your-x>`, `%X%`. */
const PATTERN =
  /\{\{.*?\}\}|\$\{[^}]*\}|__[A-Z][A-Z0-9_]*?__|@@?[A-Z][A-Z0-9_]*@@?|<[A-Za-z][\w .-]*>|%[A-Z][A-Z0-9_]+%/g;

/** Kinds whose own texts are templates, filled in by whoever runs them. */
const TEMPLATING =
  /^(?:monitoring\.coreos\.com|external-secrets\.io|argoproj\.io|tekton\.dev|kyverno\.io|generators\.external-secrets\.io)\//;

/**
 * Placeholders outside of block texts, each once: in a text without quotes, or as the whole of one with quotes. In a
 * block text (a script, a config file, an alert) and in the middle of a quoted text they are somebody else's.
 */
export function placeholders({ node, value, line }: YamlDocument): Placeholder[] {
  if (!node) return [];
  const isTemplating = TEMPLATING.test(text(fields(value).apiVersion) ?? '');
  const found = new Map<string, Placeholder>();
  visit(node, (written, style, at) => {
    if (!MAY_HOLD_ONE.test(written) || (style !== 'plain' && isTemplating)) return;
    for (const [placeholder] of written.matchAll(PATTERN)) {
      if (found.has(placeholder) || (style !== 'plain' && placeholder !== written.trim())) continue;
      const message = `${placeholder} seems to be a placeholder that nobody filled in.`;
      found.set(placeholder, { line: line + at - 1, message });
    }
  });
  return [...found.values()];
}

/** Tells whether a text has what looks like a placeholder, wherever in it. */
export const mayHoldPlaceholder = (written: string): boolean => written.search(PATTERN) >= 0;

const MAY_HOLD_ONE = /[{$_<@%]/;

function visit(node: YamlNode, see: (text: string, style: string, line: number) => void): void {
  switch (node.kind) {
    case 'scalar':
      if (node.style !== 'literal' && node.style !== 'folded') see(node.value, node.style, node.line);
      return;
    case 'list':
      node.items.forEach((item) => visit(item, see));
      return;
    case 'map':
      for (const { key, value } of node.entries) {
        visit(key, see);
        visit(value, see);
      }
      return;
    case 'alias': // its target was visited where it stands
  }
}
