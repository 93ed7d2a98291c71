import type { Alert } from './alert';
import type { Target } from './series';

/**
 * Alerts on what kube-state-metrics and the kubelet tell. Where they are not collected there is no series, and none fires.
 * The series are of the collector: whose they are is said by a label of their own, and by the text.
 */
function ofCluster(target: Target, matcher: string): (metric: string) => string {
  const own = target.namespace === undefined ? [] : [`namespace="${target.namespace}"`];
  return (metric) => `${metric}{${[...own, matcher].join(',')}}`;
}

const IN = '{{ $labels.namespace }}{{ with $labels.cluster }} of {{ . }}{{ end }}';

/** The autoscaler that is named like the workload, if there is one. */
export function autoscalerAlerts(target: Target): Alert[] {
  const series = ofCluster(target, `horizontalpodautoscaler="${target.job}"`);
  const on = 'on (cluster, namespace, horizontalpodautoscaler)';
  return [
    {
      name: 'AutoscalerAtMaximum',
      expr: `(${series('kube_horizontalpodautoscaler_status_desired_replicas')} >= ${on} ${series('kube_horizontalpodautoscaler_spec_max_replicas')}) > ${on} ${series('kube_horizontalpodautoscaler_spec_min_replicas')}`,
      for: '15m',
      severity: 'warning',
      summary: `The autoscaler {{ $labels.horizontalpodautoscaler }} in ${IN} can add no more pods.`,
      description: 'It has asked for {{ $value }} pods, its maximum, for 15 minutes: more load is overload.',
    },
  ];
}

/** Share of a volume that has to be left. */
const LEAST_FREE = 0.1;
/** A backup is made every day unless the schedule says otherwise; two may fail before it is told. */
const OLDEST_BACKUP_HOURS = 50;
/** cert-manager renews a month before the end of a certificate of three months: it has failed for two weeks then. */
const LAST_DAYS = 14;

/** Claims, backups, Jobs and certificates of a release with a database. */
export function releaseAlerts(target: Target): Alert[] {
  const { release } = target;
  if (release === undefined) return [];
  const of = (label: string, pattern: string): ((metric: string) => string) =>
    ofCluster(target, `${label}=~"${pattern}"`);
  const claim = of('persistentvolumeclaim', `(.+-)?${release}-database.*`);
  const cronjob = of('cronjob', `${release}-database-backup`);
  const job = of('job_name', `${release}-.+`);
  const certificate = of('name', `${release}(-.+)?`);
  const left = `${claim('kubelet_volume_stats_available_bytes')} / ${claim('kubelet_volume_stats_capacity_bytes')}`;
  const old = (hours: number): string =>
    `time() - ${cronjob('kube_cronjob_status_last_successful_time')} > ${hours} * 3600`;
  const never = (hours: number): string =>
    `(time() - ${cronjob('kube_cronjob_created')} > ${hours} * 3600) unless on (cluster, namespace, cronjob) ${cronjob('kube_cronjob_status_last_successful_time')}`;
  return [
    {
      name: 'VolumeFilling',
      threshold: LEAST_FREE,
      expr: (share) => `${left} < ${share}`,
      for: '15m',
      severity: 'warning',
      summary: `The volume {{ $labels.persistentvolumeclaim }} in ${IN} is nearly full.`,
      description: '{{ $value | humanizePercentage }} of it are left. A database that cannot write stops.',
    },
    {
      name: 'BackupTooOld',
      threshold: OLDEST_BACKUP_HOURS,
      expr: (hours) => `${old(hours)} or ${never(hours)}`,
      for: '15m',
      severity: 'warning',
      summary: `The last good backup of {{ $labels.cronjob }} in ${IN} is too old.`,
      description:
        'It was made {{ $value | humanizeDuration }} ago; or there is none, and the backup is as old as that.',
    },
    {
      name: 'BackupSuspended',
      expr: `${cronjob('kube_cronjob_spec_suspend')} == 1`,
      for: '1h',
      severity: 'warning',
      summary: `No backup is made by {{ $labels.cronjob }} in ${IN}.`,
      description: 'It is suspended (spec.suspend is {{ $value }}).',
    },
    {
      name: 'JobFailed',
      expr: `${job('kube_job_status_failed')} > 0 unless on (cluster, namespace, job_name) ${job('kube_job_status_succeeded')} > 0`,
      for: '15m',
      severity: 'warning',
      summary: `The Job {{ $labels.job_name }} in ${IN} has failed.`,
      description:
        '{{ $value }} of its pods have failed and none has succeeded: credentials, or a backup, are not made.',
    },
    {
      name: 'CertificateExpiring',
      threshold: LAST_DAYS,
      expr: (days) =>
        `${certificate('certmanager_certificate_expiration_timestamp_seconds')} - time() < ${days} * 86400`,
      for: '1h',
      severity: 'warning',
      summary: `The certificate {{ $labels.name }} in ${IN} is near its end.`,
      description: 'It is valid for {{ $value | humanizeDuration }}, and cert-manager has not renewed it.',
    },
  ];
}
