export { decodeText } from './decode';
export { eachDocument, readDocuments, type YamlDocument } from './documents';
export { readJsonStream } from './json-stream';
export type { YamlNode } from './node';
export { parseYaml } from './parser';
export { YamlProblem } from './problem';
export { resolvePlain } from './resolve';
export { yamlValue, type Duplicate, type JsonValue } from './value';
