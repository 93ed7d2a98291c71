export { formatRefusal, type Refusal } from './refusal';
export { refusalsOf, type RefusalOptions } from './refusals';
export { SCHEMA_VERSION } from './schema';
