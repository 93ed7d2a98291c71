/** A file as text, by esbuild's text loader; in tests by test/text-file.cjs. */
declare module '*.css' {
  const text: string;
  export default text;
}
declare module '*.svg' {
  const text: string;
  export default text;
}
