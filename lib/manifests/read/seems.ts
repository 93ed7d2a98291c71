import { at, fields, list, text } from '../fields';

/** What something that is no manifest may be, by how it looks, and what to do with it. */
interface Suspicion {
  readonly what: string;
  readonly advice: string;
  readonly looks: (document: Looks) => boolean;
}

/** What can be seen of a document. */
interface Looks {
  readonly file: string;
  readonly value: unknown;
  readonly text: string;
}

const has = (value: unknown, ...keys: readonly string[]): boolean =>
  keys.every((key) => fields(value)[key] !== undefined);
const named = (file: string, pattern: RegExp): boolean => pattern.test(file.replace(/^.*[/\\:]/, ''));
const group = (value: unknown, pattern: RegExp): boolean => pattern.test(text(fields(value).apiVersion) ?? '');
const each = (value: unknown, test: (item: unknown) => boolean): boolean =>
  list(value).length > 0 && list(value).every(test);

/** The first that fits is named. */
const SUSPICIONS: readonly Suspicion[] = [
  {
    what: 'a kustomization',
    advice: 'run kubectl kustomize FOLDER, and give what it prints',
    looks: ({ file, value }) =>
      group(value, /^kustomize\.config\.k8s\.io\//) ||
      (named(file, /^kustomization\.ya?ml$/i) && !has(value, 'metadata')) ||
      (!has(value, 'kind') && has(value, 'resources') && Array.isArray(fields(value).resources)),
  },
  {
    what: "a Helm chart's Chart.yaml",
    advice: 'run helm template FOLDER, and give what it prints',
    looks: ({ file, value }) =>
      !has(value, 'kind') &&
      has(value, 'name', 'version') &&
      (named(file, /^chart\.ya?ml$/i) || group(value, /^v[12]$/)),
  },
  {
    what: 'a template of Helm',
    advice: 'run helm template on its chart, and give what it prints',
    looks: ({ text }) =>
      /\{\{-?\s*(?:\.|\$|if|range|with|include|template|define|end|toYaml|\/\*|"|quote|default|tpl)/.test(text),
  },
  {
    what: 'a Jinja template',
    advice: 'render it first, with the values that Ansible or the script gives it',
    looks: ({ text }) => /\{\{.*?\}\}|\{%.*?%\}/.test(text),
  },
  {
    what: 'values of a Helm chart',
    advice: 'they are given to helm template -f; what it prints are manifests',
    looks: ({ file, value }) =>
      named(file, /^values[\w.-]*\.ya?ml$/i) ||
      (!has(value, 'kind') && has(value, 'image') && has(value, 'replicaCount')),
  },
  {
    what: 'a Docker Compose file',
    advice: 'kompose convert makes manifests of it',
    looks: ({ file, value }) =>
      (named(file, /^(?:docker-)?compose[\w.-]*\.ya?ml$/i) && !has(value, 'kind')) ||
      Object.values(fields(at(value, 'services'))).some((service) => has(service, 'image') || has(service, 'build')),
  },
  {
    what: 'a GitHub workflow',
    advice: 'leave it out',
    looks: ({ value }) => has(value, 'jobs') && (has(value, 'on') || has(value, 'true')),
  },
  {
    what: 'a GitLab pipeline',
    advice: 'leave it out',
    looks: ({ file, value }) => named(file, /gitlab-ci/) || (has(value, 'stages') && !has(value, 'kind')),
  },
  {
    what: 'an Ansible playbook',
    advice: 'leave it out',
    looks: ({ value }) =>
      each(value, (play) => has(play, 'hosts') || has(play, 'tasks') || has(play, 'name', 'include_role')),
  },
  {
    what: 'a JSON patch',
    advice: 'kustomize applies it: run kubectl kustomize FOLDER',
    looks: ({ value }) => each(value, (step) => has(step, 'op', 'path')),
  },
  {
    what: 'an OpenAPI description',
    advice: 'leave it out',
    looks: ({ value }) => has(value, 'openapi') || has(value, 'swagger'),
  },
  {
    what: 'a kubeconfig',
    advice: 'leave it out; it may hold keys',
    looks: ({ value }) => has(value, 'clusters', 'contexts'),
  },
  {
    what: 'the configuration of a tool',
    advice: 'kubectl does not take it: leave it out',
    looks: ({ value }) =>
      group(
        value,
        /^(?:kind\.x-k8s\.io|k3d\.io|kubeadm\.k8s\.io|kubelet\.config\.k8s\.io|kubeproxy\.config\.k8s\.io|skaffold|apiserver\.config\.k8s\.io|audit\.k8s\.io|ctlptl\.dev|minikube|client\.authentication\.k8s\.io)\b/,
      ),
  },
  {
    what: 'the package.json of a Node.js project, or the like',
    advice: 'leave it out',
    looks: ({ file, value }) =>
      named(file, /^(?:package(?:-lock)?|tsconfig[\w.-]*|composer|renovate)\.json$/) ||
      has(value, 'dependencies') ||
      has(value, 'compilerOptions'),
  },
  {
    what: 'a list of objects',
    advice: 'kubectl takes documents separated by ---, or a List: kind: List with items',
    looks: ({ value }) => each(value, (item) => has(item, 'kind', 'apiVersion')),
  },
  {
    what: 'a part of a manifest',
    advice:
      'a patch is applied by kustomize: run kubectl kustomize FOLDER; else write apiVersion, kind and metadata.name',
    looks: ({ value }) =>
      !has(value, 'kind', 'apiVersion') &&
      ['spec', 'metadata', 'replicas', 'template', 'containers', 'data', 'selector', 'ports', 'rules'].some((key) =>
        has(value, key),
      ),
  },
];

/** `It seems to be a kustomization: run …`, or undefined where nobody can tell. */
export function whatItSeems(document: Looks): string | undefined {
  const found = SUSPICIONS.find(({ looks }) => looks(document));
  return found && `It seems to be ${found.what}: ${found.advice}.`;
}
