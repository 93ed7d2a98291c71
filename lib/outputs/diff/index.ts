export { diffMarkdown } from './markdown';
export { headline, summarize } from './summary';
export { diffText, type DiffTextOptions } from './text';
