/** What is the same in two complaints of helm about the same: where it stands, without the values that it quotes. */
export function errorKey(error: string): string {
  const place = /template: ([^:]+:\d+)/.exec(error)?.[1];
  const schema = /(at '[^']*': [a-z ]+|\(root\): [A-Za-z ]+|[\w.]+: (Invalid type|Must|Does not|Additional)[^.]*)/.exec(
    error,
  )?.[0];
  if (schema !== undefined && /schema|specification/i.test(error))
    return schema.replace(/\d+|'[^']*' (does not|is not)/g, '#');
  const reason = error
    .replace(/.*?(error calling \w+|executing "[^"]*"|YAML parse error on [^:]*)/, '$1')
    .replace(/"[^"]*"|'[^']*'|\d+/g, '…');
  return place === undefined ? reason.slice(0, 200) : `${place} ${reason.slice(0, 160)}`;
}
