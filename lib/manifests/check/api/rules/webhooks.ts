import { DNS_LABEL_1035, DNS_SUBDOMAIN } from '../../../../kubernetes/names';
import { list, text, type Fields } from '../../../fields';
import { repeated } from '../repeated';
import type { Place, TypeRules } from '../place';
import { shown, type Refusal } from '../refusal';

/** Webhooks and aggregated APIs. @see k8s.io/kubernetes pkg/apis/admissionregistration/validation */
export const WEBHOOK_RULES: TypeRules = {
  'admissionregistration.v1.ValidatingWebhookConfiguration': distinct,
  'admissionregistration.v1.MutatingWebhookConfiguration': distinct,
  'admissionregistration.v1.ValidatingWebhook': webhook,
  'admissionregistration.v1.MutatingWebhook': webhook,
  'admissionregistration.v1.WebhookClientConfig': function* ({ url, service }, place) {
    if ((url == null) === (service == null)) yield place.refuse('', 'has to have url or service', 'Write one of them');
    if (typeof url === 'string' && !/^https:\/\/[^/?#@]+(?:\/[^?#]*)?$/.test(url))
      yield place.refuse('url', `is ${shown(url)}`, 'Allowed: https://HOST/PATH');
  },
  'admissionregistration.v1.ValidatingAdmissionPolicySpec': function* ({ validations, auditAnnotations }, place) {
    if (list(validations).length === 0 && list(auditAnnotations).length === 0)
      yield place.refuse('validations', 'is empty', 'Write at least one');
  },
  'admissionregistration.v1.ValidatingAdmissionPolicyBindingSpec': function* ({ validationActions }, place) {
    const actions = list(validationActions);
    if (actions.includes('Deny') && actions.includes('Warn'))
      yield place.refuse('validationActions', 'has Deny and Warn', 'Keep one of them');
    for (const [index, action] of actions.entries())
      if (actions.indexOf(action) !== index)
        yield place.refuse(`validationActions[${index}]`, 'is there twice', 'Remove one');
  },
  'admissionregistration.v1.ServiceReference': function* ({ path }, place) {
    if (typeof path !== 'string' || path === '/' || path === '') return;
    const segments = path.slice(1).replace(/\/$/, '').split('/');
    const valid =
      path.startsWith('/') && segments.every((part) => part.length <= 253 && DNS_SUBDOMAIN.pattern.test(part));
    if (!valid) yield place.refuse('path', `is ${shown(path)}`, "Allowed: DNS names between '/'");
  },
  'admissionregistration.v1.RuleWithOperations': function* (rule, place) {
    for (const key of ['apiGroups', 'apiVersions', 'operations', 'resources']) {
      const values = list(rule[key]);
      if (values.length === 0) yield place.refuse(key, 'is empty', 'Write at least one');
      if (values.length > 1 && values.includes('*') && key !== 'resources')
        yield place.refuse(key, "has others beside '*'", "Keep '*' alone");
      if (key !== 'apiGroups' && values.includes('')) yield place.refuse(key, 'has an empty one', 'Remove it');
    }
    const resources = list(rule.resources);
    if (resources.includes('*/*') && resources.length > 1)
      yield place.refuse('resources', "has others beside '*/*'", "Keep '*/*' alone");
    const last = resources.at(-1);
    if (resources.includes('*') && typeof last === 'string' && last !== '*' && !last.includes('/'))
      yield place.refuse('resources', "has others beside '*'", "Keep '*' alone");
  },
  'apiregistration.v1.APIService': function* ({ metadata, spec }, place) {
    const { group, version } = (spec ?? {}) as Fields;
    const name = `${text(version) ?? ''}.${text(group) ?? ''}`;
    const given = (metadata as Fields | undefined)?.name;
    if (given !== undefined && given !== name)
      yield place.refuse('metadata.name', `is ${shown(given)}`, `Allowed: ${name}`);
  },
  'apiregistration.v1.APIServiceSpec': function* (spec, place) {
    for (const key of ['group', 'version']) if (!spec[key]) yield place.refuse(key, 'is missing', 'Write it');
    if (spec.insecureSkipTLSVerify === true && spec.caBundle)
      yield place.refuse('insecureSkipTLSVerify', 'is beside caBundle', 'Keep one of them');
    if (spec.insecureSkipTLSVerify === true && spec.service == null)
      yield place.refuse('insecureSkipTLSVerify', 'is true without a service', 'Remove it');
    for (const key of ['groupPriorityMinimum', 'versionPriority'])
      if (spec[key] === 0) yield place.refuse(key, 'is 0', 'Allowed: 1 or more');
  },
  'apiregistration.v1.ServiceReference': function* (service, place) {
    for (const key of ['name', 'namespace']) if (!service[key]) yield place.refuse(key, 'is missing', 'Write it');
  },
};

function* distinct(_: Fields, place: Place): Generator<Refusal> {
  yield* repeated(place, 'webhooks', ({ name }) => text(name), 'name', { merged: true });
}

function* webhook(hook: Fields, place: Place): Generator<Refusal> {
  const name = text(hook.name) ?? '';
  if (name !== '' && (name.split('.').length < 3 || !DNS_SUBDOMAIN.pattern.test(name) || name.length > 253))
    yield place.refuse('name', `is ${shown(name)}`, 'Allowed: three DNS labels or more, such as pods.example.com');
  const versions = list(hook.admissionReviewVersions);
  for (const [index, version] of versions.entries()) {
    if (typeof version !== 'string') continue;
    const field = `admissionReviewVersions[${index}]`;
    if (!DNS_LABEL_1035.pattern.test(version) || version.length > 63)
      yield place.refuse(field, `is ${shown(version)}`, 'Allowed: v1, v1beta1');
    if (versions.indexOf(version) !== index) yield place.refuse(field, 'is there twice', 'Remove one');
  }
  if (versions.length > 0 && !versions.includes('v1') && !versions.includes('v1beta1'))
    yield place.refuse('admissionReviewVersions', 'has neither v1 nor v1beta1', 'Write v1');
  if (hook.sideEffects === 'Some' || hook.sideEffects === 'Unknown')
    yield place.refuse('sideEffects', `is ${shown(hook.sideEffects)}`, 'Allowed: None, NoneOnDryRun');
}
