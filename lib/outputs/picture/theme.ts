type Colours = Readonly<Record<string, string>>;

const FONT = 'font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif';

const variables = (colours: Colours): string =>
  Object.entries(colours)
    .map(([name, value]) => `--${name}:${value}`)
    .join(';');

/** Style rules that give a picture its font and, as variables, its colours in the reader's light or dark mode. */
export const themeRules = <C extends Colours>(className: string, light: C, dark: C): readonly string[] => [
  `.${className}{${variables(light)};${FONT}}`,
  `@media (prefers-color-scheme:dark){.${className}{${variables(dark)}}}`,
];
