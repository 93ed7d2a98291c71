export { kubeKeyOrder, type KeyOrder } from './key-order';
export { yamlString } from './scalar';
export { toYaml, toYamlDocuments } from './write';
