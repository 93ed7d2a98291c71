import { DNS_LABEL } from '../../../../kubernetes/names';
import { entries, fields, list, text, type Fields } from '../../../fields';
import { isEmptySelector, labelSelector } from '../../../selector';
import { whyNoSchedule } from '../schedule';
import type { Place, TypeRules } from '../place';
import { shown, type Refusal } from '../refusal';
import { domainPath } from '../texts';

/** Jobs. @see k8s.io/kubernetes pkg/apis/batch/validation */
export const JOB_RULES: TypeRules = {
  'batch.v1.CronJobSpec': function* ({ schedule, timeZone, jobTemplate }, place) {
    const why = typeof schedule === 'string' && schedule !== '' ? whyNoSchedule(schedule) : undefined;
    if (why !== undefined) yield place.refuse('schedule', `${shown(schedule)} ${why.problem}`, why.fix);
    if (typeof timeZone === 'string' && !isTimeZone(timeZone))
      yield place.refuse('timeZone', `is ${shown(timeZone)}`, 'Allowed: names such as Europe/Berlin, Etc/UTC');
    const spec = fields(fields(jobTemplate).spec);
    if (spec.selector != null && spec.manualSelector !== true)
      yield place.refuse('jobTemplate.spec.selector', 'is made by the server', 'Remove it');
    if (spec.manualSelector === true)
      yield place.refuse('jobTemplate.spec.manualSelector', 'is not for the Jobs of a CronJob', 'Remove it');
  },
  'batch.v1.JobSpec': function* (job, place) {
    yield* indexed(job, place);
    yield* selector(job, place);
    const { managedBy, podFailurePolicy, podReplacementPolicy, maxFailedIndexes, backoffLimitPerIndex } = job;
    if (typeof managedBy === 'string' && !(domainPath.takes(managedBy) && managedBy.length <= 63))
      yield place.refuse('managedBy', `is ${shown(managedBy)}`, 'Allowed: DOMAIN/NAME');
    if (podFailurePolicy != null && podReplacementPolicy != null && podReplacementPolicy !== 'Failed')
      yield place.refuse(
        'podReplacementPolicy',
        `is ${shown(podReplacementPolicy)}`,
        'Allowed beside podFailurePolicy: Failed',
      );
    if (maxFailedIndexes != null && backoffLimitPerIndex == null)
      yield place.refuse('backoffLimitPerIndex', 'is missing beside maxFailedIndexes', 'Write it');
  },
  'batch.v1.Job': function* (job, place) {
    const { completionMode, completions } = fields(job.spec);
    const name = text(fields(job.metadata).name) ?? '';
    if (completionMode !== 'Indexed' || typeof completions !== 'number' || completions < 1) return;
    const host = `${name}-${completions - 1}`;
    if (host.length > DNS_LABEL.longest || !DNS_LABEL.pattern.test(host))
      yield place.refuse('metadata.name', `makes the host name '${host}'`, `Allowed: ${DNS_LABEL.allowed}`);
  },
  'batch.v1.PodFailurePolicyRule': function* ({ action, onExitCodes, onPodConditions }, place) {
    const conditions = list(onPodConditions).length > 0;
    if ((onExitCodes != null) === conditions)
      yield place.refuse('', 'has to have onExitCodes or onPodConditions', 'Write one of them');
    if (action === 'FailIndex' && place.within('batch.v1.JobSpec')?.value.backoffLimitPerIndex == null)
      yield place.refuse('action', "is 'FailIndex'", 'Write backoffLimitPerIndex as well');
  },
  'batch.v1.SuccessPolicyRule': function* ({ succeededCount, succeededIndexes }, place) {
    if (succeededCount == null && succeededIndexes == null)
      yield place.refuse('', 'has neither succeededCount nor succeededIndexes', 'Write one of them');
  },
  'batch.v1.PodFailurePolicyOnExitCodesRequirement': function* ({ containerName, operator, values }, place) {
    const pod = fields(fields(place.within('batch.v1.JobSpec')?.value.template).spec);
    const names = [...entries(pod.containers), ...entries(pod.initContainers)].map(([{ name }]) => name);
    if (containerName != null && !names.includes(containerName))
      yield place.refuse('containerName', `is ${shown(containerName)}`, `Allowed: ${names.join(', ')}`);
    const numbers = list(values) as number[];
    if (operator === 'In' && numbers.includes(0))
      yield place.refuse('values', 'has 0, which is no failure', 'Remove it');
    if (numbers.some((value, i) => i > 0 && value <= (numbers[i - 1] ?? 0)))
      yield place.refuse('values', 'are not in order, or doubled', 'Write each once, in ascending order');
  },
};

function* indexed(job: Fields, place: Place): Generator<Refusal> {
  if (job.completionMode === 'Indexed') {
    if (job.completions == null) yield place.refuse('completions', 'is missing', 'Write it: completionMode is Indexed');
    if (Number(job.parallelism) > 100_000)
      yield place.refuse('parallelism', `is ${shown(job.parallelism)}`, 'Allowed: 0 to 100000');
    if (job.maxFailedIndexes != null && Number(job.maxFailedIndexes) > Number(job.completions))
      yield place.refuse('maxFailedIndexes', `is ${shown(job.maxFailedIndexes)}`, 'Allowed: at most completions');
    return;
  }
  for (const key of ['backoffLimitPerIndex', 'maxFailedIndexes', 'successPolicy'])
    if (job[key] != null) yield place.refuse(key, 'is for completionMode: Indexed', 'Remove it, or set completionMode');
}

function* selector(job: Fields, place: Place): Generator<Refusal> {
  if (place.key === 'spec' && place.parent?.type === 'batch.v1.JobTemplateSpec') return;
  if (!isEmptySelector(labelSelector(job.selector)) && job.manualSelector !== true)
    yield place.refuse('selector', 'is made by the server', 'Remove it, or set manualSelector: true');
  if (job.selector == null && job.manualSelector === true)
    yield place.refuseNew('selector', 'is missing', 'Write it: manualSelector is true');
}

function isTimeZone(name: string): boolean {
  // Local is a zone to Go's library alone, and refused; offsets are zones to JavaScript alone.
  if (/^local$/i.test(name) || !/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}
