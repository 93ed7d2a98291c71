export { defineChart } from './definition/chart-definition';
export type {
  AnyChartDefinition,
  ChartDefinition,
  ChartDependency,
  ChartTest,
  Maintainer,
  ValuesOf,
} from './definition/chart-definition';
export type { RenamedTo, RenamedValues, Word } from './definition/renamed';
export { buildFromEntry, type EntryOptions } from './definition/entry/build-from-entry';
export { classOfEntry, type AnyConstructClass, type ClassOfEntryOptions } from './definition/entry/class-of-entry';
export { rule, type Condition, type Rule } from './definition/rules';
export { renderChart } from './definition/render-chart';
export { synthApp } from './outputs/plain/synth-app';
export type { CheckedOutput, SynthOptions } from './outputs/plain/checked-files';
export { declareExisting } from './manifests/existing';
export { acceptProblem, acceptWarning, type AcceptedProblem } from './manifests/accepted';
export { assertManifests, checkManifests, manifestWarnings, type CheckOptions, type Problem } from './manifests/check';
export { synthChart, type SynthChartOptions } from './definition/synth-chart';
export { valuesFromHere, type ValuesPlaces } from './definition/values-from-here';
export { loadValues, ValuesError, type ValuesSource } from './definition/load-values';
export type { ValueProblem } from './values/check';
export { parseSet, SetSyntaxError } from './values/set';
export { mergeValues, type ValuesTree } from './values/merge';
export { ReleaseChart, releaseOf, type Release, type ReleaseChartProps, type ReleaseScope } from './definition/release';
export { checksum, type ChecksumInput } from './definition/checksum';

export { UrlPathApp, type UrlPathAppProps } from './apps/urlpath/url-path-app';
export { EchoApp, type EchoAppProps } from './apps/echo/echo-app';
export { ReverseProxy, type ReverseProxyProps } from './apps/reverse-proxy/reverse-proxy';
export { PollsStack, pollsSecretKeys, type PollsStackProps } from './apps/polls/polls-stack';
export { ConduitApp, conduitSecretKeys, type ConduitAppProps } from './apps/conduit/conduit-app';
export type { Backend, BackendProps, Balancing } from './constructs/proxy/backend';
export { Upstream, type ExternalHost, type Share } from './constructs/proxy/upstream';
export { ProxyEngine } from './apps/reverse-proxy/proxy-engine';
export { ProxyWorkload, type ProxyWorkloadProps } from './constructs/proxy/proxy-workload';
export type { Engine, EngineWorkload } from './constructs/proxy/engine';
export type { Front } from './constructs/proxy/front';

export { AlertInhibition, type AlertInhibitionProps } from './constructs/alert-inhibition';
export { Monitoring, type AlertsProps, type MonitoringProps } from './constructs/monitoring';
export { MonitoringOverview, type MonitoringOverviewProps } from './constructs/monitoring-overview';
export type { DashboardProps, GrafanaOperatorProps } from './constructs/dashboard';
export type { Relabeling } from './constructs/parts/service-monitor';
export type { AlertChange } from './monitoring/alert';
export type { BurnAlert, BurnWindow } from './monitoring/slo-rules';
export type { LatencyTarget, SloTargets } from './monitoring/slo';
export { Telemetry } from './apps/telemetry';
export type { RequestMetrics } from './monitoring/telemetry/requests';
export type { Target as MonitoredTarget } from './monitoring/series';
export type { AlertContext, Telemetry as WorkloadTelemetry, WorkloadMetrics } from './monitoring/telemetry/telemetry';
export { Autoscaling, type AutoscalingOptions, type AutoscalingProps } from './constructs/autoscaling';
export {
  SCALING_BEHAVIORS,
  type ScalingBehavior,
  type ScalingBehaviorName,
  type ScalingPolicy,
  type ScalingRules,
} from './autoscaling/behavior';
export type { ScalingTargets } from './autoscaling/metrics';
export { WebWorkload, type WebWorkloadProps } from './constructs/web-workload';
export type { PodProps } from './constructs/parts/pod-template';
export type { Placement } from './constructs/parts/placement';
export type { ServiceAccountProps } from './constructs/parts/service-account';
export type { ServiceMetadata } from './constructs/parts/service';
export {
  Exposure,
  type ControllerProps,
  type LoadBalancerProps,
  type NodePortProps,
} from './constructs/parts/exposure';
export type { IngressProps, IngressTls } from './constructs/parts/ingress';
export type { GatewayReference, HttpRouteProps } from './constructs/parts/http-route';
export { Probe, type Probes, type ProbeTiming } from './constructs/parts/probes';
export { EnvValue } from './constructs/parts/env';
export { ApplicationDatabase, type ApplicationDatabaseProps } from './constructs/application-database';
export { Database, type ExternalDatabaseProps } from './constructs/database/database';
export type { DatabaseConnection } from './constructs/database/connection';
export type { EmbeddedPostgresProps } from './constructs/database/embedded-postgres';
export type { PostgresBackupProps } from './constructs/database/postgres-backup';
export type { CloudNativePgProps } from './constructs/database/cloud-native-pg';
export { DatabaseWorkload, type DatabaseWorkloadProps } from './apps/database-workload';
export { Credentials, type GeneratedCredentialsProps } from './constructs/credentials/credentials';
export type { SecretJobPod } from './constructs/credentials/secret-job';
export { Security } from './constructs/parts/security';
export { SMALL_SERVICE, type Quantities, type Resources } from './constructs/parts/resources';
export type { Image } from './constructs/parts/image';
export { useImageRegistry } from './constructs/parts/image-registry';
export type {
  Affinity,
  Container,
  EnvFromSource,
  EnvVar,
  IngressBackend,
  IngressRuleHttp,
  Lifecycle,
  NetworkPolicyPeer,
  ObjectMeta,
  Plain,
  PodDnsConfig,
  PodSecurityContext,
  PodSpec,
  SecurityContext,
  Toleration,
  TopologySpreadConstraint,
  Volume,
  VolumeMount,
} from './kubernetes/types';
export type { KindProps } from './kubernetes/kind-props';
export type { ConfigFiles } from './constructs/parts/config-files';
export { Identity } from './constructs/parts/identity';
export * as Kube from './constructs/kube';
export { describeNetwork, type ClusterNetwork } from './constructs/parts/cluster-network';
export { NetworkAccess } from './constructs/parts/network-access';
export { patch, Patch, type PatchTarget } from './constructs/parts/patch';

export type { CollectedChart } from './manifests/collect';
export type { Json, KubeObject, Manifest } from './manifests/manifest';
export { checkedFiles } from './outputs/plain/checked-files';
export { plainFiles, type Files, type PlainOutput } from './outputs/plain/plain-files';
