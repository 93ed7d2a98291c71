import type { HelmChart } from '../chart/chart';

/** Functions that draw a text of a length, which many charts make their first password by. */
const DRAWS = /\b(randAlphaNum|randAlpha|randNumeric|randAscii)\b/g;

/**
 * A chart whose templates draw the same text each time: what is drawn is nobody's concern, and a chart that draws nothing
 * needs to be rendered once where one that does needs it twice. `kindOf` takes one argument too, and always says the same.
 */
export const withoutDraws = (files: HelmChart['files']): HelmChart['files'] =>
  new Map(
    [...files].map(([file, content]) =>
      /(^|\/)templates\/[^]*\.(ya?ml|tpl|txt|json)$/.test(file)
        ? [file, Buffer.from(drawnAlike(Buffer.from(content).toString('utf8')))]
        : [file, content],
    ),
  );

/** Replaces the words within actions, and not within texts. */
const drawnAlike = (template: string): string =>
  template.replace(/\{\{(?:"(?:[^"\\\n]|\\.)*"|`[^`]*`|(?!\}\})[^])*\}\}/g, (action) =>
    action
      .split(/("(?:[^"\\\n]|\\.)*"|`[^`]*`)/)
      .map((part, i) => (i % 2 === 0 ? part.replace(DRAWS, 'kindOf') : part))
      .join(''),
  );
