import { stringify } from 'yaml';
import type { Compatibility } from '../compat';
import type { Proven } from '../judge/finding';

/** A values file that shows a finding, and in its comments how to render it. */
export function witnessText({ rule, object, message, witness }: Proven): string {
  const flags = [
    ...(witness.kubeVersion ? [`--kube-version ${witness.kubeVersion}`] : []),
    ...(witness.apiVersions ?? []).map((version) => `--api-versions ${version}`),
  ];
  const how =
    witness.by === 'reuse-values'
      ? 'helm install RELEASE OLD -f FILE, then helm upgrade RELEASE NEW --reuse-values'
      : `helm template ${witness.release ?? 'my-release'} CHART --is-upgrade ${[...flags, '-f FILE'].join(' ')}, of OLD and of NEW`;
  const lines = [`${rule}${object ? `: ${object}` : ''}`, message, how].map(
    (line) => `# ${line.replaceAll('\n', ' ')}`,
  );
  const values =
    Object.keys(witness.values).length === 0 ? '{}\n' : stringify(witness.values, { aliasDuplicateObjects: false });
  return `${lines.join('\n')}\n${values}`;
}

/** A values file for each finding, by name. */
export function witnessFiles({ findings }: Compatibility): Map<string, string> {
  const named = findings.map(
    (finding, i) => [`${String(i + 1).padStart(3, '0')}-${finding.rule}.yaml`, witnessText(finding)] as const,
  );
  return new Map(named);
}
