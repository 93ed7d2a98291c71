/** Texts and numbers that a build compares with, as they stand in its source. */
export interface Literals {
  readonly texts: readonly string[];
  readonly numbers: readonly number[];
}

/** Reads the literals of one chart out of its module: of the stretch of source that ends with its definition. */
export function literalsOf(source: string, chart: string): Literals {
  const stretch = source.split(/^(?=\}?\);$)/m).find((text) => text.includes(`name: '${chart}'`)) ?? source;
  const code = stretch.replace(/^import .*$|\/\*\*[^]*?\*\/|\/\/ .*$/gm, '');
  const texts = [...code.matchAll(/'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|[`}]([^`${}\n]+)[`$]/g)].map(
    ([, single, double, part]) => unescaped(single ?? double ?? part ?? ''),
  );
  const numbers = [...code.matchAll(/(?<![\w.'"])(?:0[xob][\da-f]+|\d[\d_]*(?:\.\d+)?(?:e-?\d+)?)(?![\w'"])/g)].map(
    ([text]) => Number(text.replaceAll('_', '')),
  );
  return { texts: [...new Set(texts)], numbers: [...new Set(numbers)].filter((n) => !Number.isNaN(n)) };
}

function unescaped(text: string): string {
  return text.replace(/\\(n|r|t|u[\da-f]{4}|.)/g, (_, code: string) => {
    const known: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
    return known[code] ?? (code.length === 5 ? String.fromCharCode(Number.parseInt(code.slice(1), 16)) : code);
  });
}
