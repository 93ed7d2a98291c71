export { fieldLine } from './field-line';
export { describePlace, type Place } from './place';
export { readManifests } from './read';
export { describeFinding, type Finding, type ReadObject, type Reading, type ReadOptions, type Source } from './reading';
