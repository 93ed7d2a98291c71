export { defineChart } from './definition/chart-definition';
export type { ChartDefinition, ChartDependency, ChartTest, Maintainer, ValuesOf } from './definition/chart-definition';
export { rule, type Condition, type Rule } from './definition/rules';
export { renderChart } from './definition/render-chart';
export { synthApp } from './synth-app';
export { declareExisting } from './existing';
export { assertManifests, checkManifests, type CheckOptions, type Problem } from './manifests/check';
export { synthChart, type SynthChartOptions } from './synth-chart';
export { loadValues, ValuesError, type ValuesSource } from './values/load-values';
export { parseSet } from './values/set';
export { mergeValues } from './values/merge';
export { ReleaseChart, releaseOf, type Release } from './release';
export { checksum } from './checksum';

export { UrlPathApp, type UrlPathAppProps } from './url-path-app';
export { EchoApp, type EchoAppProps } from './echo-app';
export { ReverseProxy, type ReverseProxyProps } from './reverse-proxy';
export type { BackendProps, Balancing } from './proxy/backend';
export { Upstream, type ExternalHost } from './proxy/upstream';
export { ProxyEngine } from './proxy/engine';

export { WebWorkload, type WebWorkloadProps } from './parts/web-workload';
export type { PodProps } from './parts/pod-template';
export { Exposure, type LoadBalancerProps, type NodePortProps } from './parts/exposure';
export type { IngressProps, IngressTls } from './parts/ingress';
export type { GatewayReference, HttpRouteProps } from './parts/http-route';
export { Probe, type Probes, type ProbeTiming } from './parts/probes';
export { EnvValue } from './parts/env';
export { Security } from './parts/security';
export { SMALL_SERVICE, type Resources } from './parts/resources';
export type { Image } from './parts/image';
export type { ConfigFiles } from './parts/config-files';
export { Identity } from './parts/identity';
export { NetworkAccess } from './parts/network-access';
export { patch, Patch, type PatchTarget } from './parts/patch';

export type { KubeObject, Manifest } from './manifests/manifest';
export { plainFiles } from './outputs/plain/plain-files';
