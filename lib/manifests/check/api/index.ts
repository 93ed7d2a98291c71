export { formatRefusal, type Refusal } from './refusal';
export { refusalsOf } from './refusals';
export { SCHEMA_VERSION } from './schema';
