export { defineChart } from './definition/chart-definition';
export type {
  AnyChartDefinition,
  ChartDefinition,
  ChartDependency,
  ChartTest,
  Maintainer,
  ValuesOf,
} from './definition/chart-definition';
export { rule, type Condition, type Rule } from './definition/rules';
export { renderChart } from './definition/render-chart';
export { synthApp } from './synth-app';
export { declareExisting } from './existing';
export { assertManifests, checkManifests, type CheckOptions, type Problem } from './manifests/check';
export { synthChart, type SynthChartOptions } from './synth-chart';
export { valuesFromHere } from './cli/values-from-here';
export { loadValues, ValuesError, type ValuesSource } from './values/load-values';
export type { ValueProblem } from './values/check';
export { parseSet, SetSyntaxError } from './values/set';
export { mergeValues, type ValuesTree } from './values/merge';
export { ReleaseChart, releaseOf, type Release, type ReleaseChartProps, type ReleaseScope } from './release';
export { checksum, type ChecksumInput } from './checksum';

export { UrlPathApp, type UrlPathAppProps } from './url-path-app';
export { EchoApp, type EchoAppProps } from './echo-app';
export { ReverseProxy, type ReverseProxyProps } from './reverse-proxy';
export { PollsStack, pollsSecretKeys, type PollsStackProps } from './polls-stack';
export { ConduitApp, conduitSecretKeys, type ConduitAppProps } from './conduit-app';
export type { BackendProps, Balancing } from './proxy/backend';
export { Upstream, type ExternalHost, type Share } from './proxy/upstream';
export { ProxyEngine } from './proxy/engine';

export { Monitoring, type DashboardProps, type MonitoringProps } from './monitoring/monitoring';
export type { LatencyTarget, SloTargets } from './monitoring/slo';
export { Telemetry } from './monitoring/telemetry';
export type { RequestMetrics } from './monitoring/telemetry/requests';
export type { Telemetry as WorkloadTelemetry, WorkloadMetrics } from './monitoring/telemetry/telemetry';
export { Autoscaling, type AutoscalingOptions, type AutoscalingProps } from './autoscaling/autoscaling';
export {
  SCALING_BEHAVIORS,
  type ScalingBehavior,
  type ScalingBehaviorName,
  type ScalingPolicy,
  type ScalingRules,
} from './autoscaling/behavior';
export type { ScalingTargets } from './autoscaling/metrics';
export { WebWorkload, type WebWorkloadProps } from './parts/web-workload';
export type { PodProps } from './parts/pod-template';
export { Exposure, type LoadBalancerProps, type NodePortProps } from './parts/exposure';
export type { IngressProps, IngressTls } from './parts/ingress';
export type { GatewayReference, HttpRouteProps } from './parts/http-route';
export { Probe, type Probes, type ProbeTiming } from './parts/probes';
export { EnvValue } from './parts/env';
export { ApplicationDatabase, type ApplicationDatabaseProps } from './application-database';
export { Database, type DatabaseConnection, type ExternalDatabaseProps } from './parts/database';
export type { EmbeddedPostgresProps } from './parts/embedded-postgres';
export type { PostgresBackupProps } from './parts/postgres-backup';
export type { CloudNativePgProps } from './parts/cloud-native-pg';
export { DatabaseWorkload, type DatabaseWorkloadProps } from './parts/database-workload';
export { Credentials } from './parts/credentials';
export { Security } from './parts/security';
export { SMALL_SERVICE, type Quantities, type Resources } from './parts/resources';
export type { Image } from './parts/image';
export type {
  Affinity,
  Container,
  EnvFromSource,
  Lifecycle,
  NetworkPolicyPeer,
  Plain,
  Toleration,
  Volume,
  VolumeMount,
} from './parts/kube';
export type { ConfigFiles } from './parts/config-files';
export { Identity } from './parts/identity';
export { NetworkAccess } from './parts/network-access';
export { patch, Patch, type PatchTarget } from './parts/patch';

export type { CollectedChart } from './manifests/collect';
export type { Json, KubeObject, Manifest } from './manifests/manifest';
export { checkedFiles } from './outputs/plain/checked-files';
export { plainFiles, type Files, type PlainOutput } from './outputs/plain/plain-files';
