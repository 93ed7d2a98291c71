import { asDraft, fill, mapAt, mapsAt, type Draft } from './draft';

/** What the API server fills in objects that say what a cluster does, by group and kind. Sources: pkg/apis/…/defaults.go, 1.34. */
export const RULE_DEFAULTS: Readonly<Record<string, (object: Draft) => void>> = {
  'admissionregistration.k8s.io/ValidatingWebhookConfiguration': (object) => {
    for (const hook of mapsAt(object, 'webhooks')) defaultWebhook(hook);
  },
  'admissionregistration.k8s.io/MutatingWebhookConfiguration': (object) => {
    for (const hook of mapsAt(object, 'webhooks')) {
      defaultWebhook(hook);
      fill(hook, { reinvocationPolicy: 'Never' });
    }
  },
  'admissionregistration.k8s.io/ValidatingAdmissionPolicy': (object) => {
    const spec = mapAt(object, 'spec');
    fill(spec, { failurePolicy: 'Fail' });
    defaultMatches(asDraft(spec.matchConstraints));
  },
  'admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding': (object) =>
    defaultMatches(asDraft(mapAt(object, 'spec').matchResources)),
  'flowcontrol.apiserver.k8s.io/FlowSchema': (object) => fill(mapAt(object, 'spec'), { matchingPrecedence: 1000 }),
  'storage.k8s.io/CSIDriver': (object) =>
    fill(mapAt(object, 'spec'), {
      attachRequired: true,
      fsGroupPolicy: 'ReadWriteOnceWithFSType',
      volumeLifecycleModes: ['Persistent'],
    }),
  'resource.k8s.io/ResourceClaim': (object) => defaultDevices(mapAt(object, 'spec')),
  'resource.k8s.io/ResourceClaimTemplate': (object) => defaultDevices(mapAt(mapAt(object, 'spec'), 'spec')),
  LimitRange: (object) => {
    for (const limit of mapsAt(mapAt(object, 'spec'), 'limits')) if (limit.type === 'Container') defaultLimit(limit);
  },
};

const EVERYTHING = { matchPolicy: 'Equivalent', namespaceSelector: {}, objectSelector: {} };

function defaultWebhook(hook: Draft): void {
  fill(hook, { failurePolicy: 'Fail', timeoutSeconds: 10, ...structuredClone(EVERYTHING) });
  for (const rule of mapsAt(hook, 'rules')) fill(rule, { scope: '*' });
  const service = asDraft(mapAt(hook, 'clientConfig').service);
  if (service) fill(service, { port: 443 });
}

function defaultMatches(matches: Draft | undefined): void {
  if (!matches) return;
  fill(matches, structuredClone(EVERYTHING));
  for (const key of ['resourceRules', 'excludeResourceRules'])
    for (const rule of mapsAt(matches, key)) fill(rule, { scope: '*' });
}

function defaultDevices(claim: Draft): void {
  for (const request of mapsAt(mapAt(claim, 'devices'), 'requests')) {
    for (const one of [asDraft(request.exactly), ...mapsAt(request, 'firstAvailable')]) {
      if (!one) continue;
      fill(one, { allocationMode: 'ExactCount' });
      if (one.allocationMode === 'ExactCount') fill(one, { count: 1 });
    }
  }
}

/** What a container gets that says nothing: the most of all as its limit, its limit or the least of all as its request. */
function defaultLimit(limit: Draft): void {
  const most = { ...mapAt(limit, 'max'), ...mapAt(limit, 'default') };
  const requests = { ...mapAt(limit, 'min'), ...most, ...mapAt(limit, 'defaultRequest') };
  if (Object.keys(most).length > 0) limit.default = most;
  if (Object.keys(requests).length > 0) limit.defaultRequest = requests;
}
