import { DNS_SUBDOMAIN } from '../../../../kubernetes/names';
import { list, text } from '../../../fields';
import type { TypeRules } from '../place';
import { shown } from '../refusal';

const GROUP = 'rbac.authorization.k8s.io';

/** Roles and who has them. @see k8s.io/kubernetes pkg/apis/rbac/validation */
export const ACCESS_RULES: TypeRules = {
  'rbac.v1.PolicyRule': function* (rule, place) {
    const urls = list(rule.nonResourceURLs).length > 0;
    const [groups, resources] = [list(rule.apiGroups).length > 0, list(rule.resources).length > 0];
    if (urls) {
      if (place.object.kind === 'Role') yield place.refuse('nonResourceURLs', 'are for a ClusterRole', 'Remove it');
      if (groups || resources || list(rule.resourceNames).length > 0)
        yield place.refuse('nonResourceURLs', 'is beside resources', 'Write two rules');
      return;
    }
    if (!groups) yield place.refuse('apiGroups', 'is empty', "Write at least one; '' is the core group");
    if (!resources) yield place.refuse('resources', 'is empty', 'Write at least one');
  },
  'rbac.v1.RoleRef': function* ({ kind, apiGroup }, place) {
    if (apiGroup && apiGroup !== GROUP) yield place.refuse('apiGroup', `is ${shown(apiGroup)}`, `Allowed: ${GROUP}`);
    if (kind === 'Role' && place.object.kind === 'ClusterRoleBinding')
      yield place.refuse('kind', "is 'Role'", 'Allowed in a ClusterRoleBinding: ClusterRole');
  },
  'rbac.v1.Subject': function* ({ kind, apiGroup, name, namespace }, place) {
    if (kind === 'ServiceAccount') {
      if (apiGroup)
        yield place.refuse('apiGroup', `is ${shown(apiGroup)}`, 'Remove it: a ServiceAccount is of the core group');
      if (place.object.kind === 'ClusterRoleBinding' && !namespace)
        yield place.refuse('namespace', 'is missing', 'Write the namespace of the ServiceAccount');
      const account = text(name) ?? '';
      if (account !== '' && (!DNS_SUBDOMAIN.pattern.test(account) || account.length > DNS_SUBDOMAIN.longest))
        yield place.refuse('name', `is ${shown(name)}`, `Allowed: ${DNS_SUBDOMAIN.allowed}`);
    } else if ((kind === 'User' || kind === 'Group') && apiGroup && apiGroup !== GROUP)
      yield place.refuse('apiGroup', `is ${shown(apiGroup)}`, `Allowed: ${GROUP}`);
  },
  'rbac.v1.AggregationRule': function* ({ clusterRoleSelectors }, place) {
    if (list(clusterRoleSelectors).length === 0)
      yield place.refuse('clusterRoleSelectors', 'is empty', 'Write at least one');
  },
};
