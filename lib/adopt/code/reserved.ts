/** Words that name something else in the code. */
export const RESERVED: ReadonlySet<string> = new Set(
  'schema values scope chart break case catch class const continue debugger default delete do else enum export extends false finally for function if import in instanceof new null return super switch this throw true try typeof var void while with yield let static await async package interface private public protected implements arguments eval z'.split(
    ' ',
  ),
);
