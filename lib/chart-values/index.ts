/** Pieces of values schemas, each with the function that makes props of what it holds: `chartwright/values`. */
export { autoscale, autoscalingOf, autoscalingRules, autoscalingValues, workloadRules } from './autoscaling';
export { clusterValues, clusterWithApiValues, networkOf } from './cluster';
export { credentialsOf, credentialsValues, databaseOf, databaseValues } from './database';
export { exposureOf, exposureRules, exposureValues, hostName } from './exposure';
export { monitor, monitoringValues } from './monitoring';
export {
  imageTag,
  imageOf,
  imageValues,
  objectName,
  placementOf,
  placementValues,
  quantity,
  resourcesValues,
  schedulingOf,
  schedulingValues,
  serviceValues,
  workloadProps,
  workloadValues,
} from './workload';
