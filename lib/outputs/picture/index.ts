export { drawTopology } from './draw';
export { topologyPage } from './page';
