export { describeChange, type DescribedChange } from './described';
export { diffJson, isRefused, NOT_KNOWN, type DiffJsonOptions } from './json';
export { diffMarkdown } from './markdown';
export { diffSchema } from './schema';
export { headline, summarize } from './summary';
export { diffText, type DiffTextOptions } from './text';
