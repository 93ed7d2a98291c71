import fs from 'node:fs';
import path from 'node:path';
import { App } from 'cdk8s';
import { plainFiles } from '../../lib/outputs/plain/plain-files';
import { lay } from './tools';
import { ADDRESS_LABEL, WebApp } from './web-app';

/** One way to come from N apps to their YAML; a command that is run and timed as a whole. */
export interface Contender {
  readonly name: string;
  /** Most apps that it is run with: some would take minutes. */
  readonly upTo: number;
  readonly command: (count: number, folder: string) => readonly [file: string, ...args: string[]];
}

const RUN_MAIN = ['lib/cli/run-main.js', 'test/bench/synth-app.ts'] as const;

/** Ours and stock cdk8s, on the same constructs, from the same cached bundle. */
export const CDK8S: readonly Contender[] = [
  {
    name: 'chartwright',
    upTo: Infinity,
    command: (n, to) => ['node', ...RUN_MAIN, 'ours', `${n}`, path.join(to, 'ours')],
  },
  { name: 'App.synth', upTo: 1000, command: (n, to) => ['node', ...RUN_MAIN, 'stock', `${n}`, path.join(to, 'stock')] },
];

/** `helm template` of one chart that ranges over the apps in its values. */
export function helmTemplate(helm: string, folder: string): Contender {
  const { text, address } = oneApp();
  const template = text.replaceAll(address, '{{ .address }}').replaceAll('app-0', '{{ .name }}');
  lay(folder, {
    'range/Chart.yaml': 'apiVersion: v2\nname: apps\nversion: 1.0.0\n',
    'range/templates/apps.yaml': `{{- range .Values.apps }}\n---\n${template}{{- end }}\n`,
  });
  return {
    name: 'helm template',
    upTo: Infinity,
    command: (count) => {
      const values = path.join(folder, `values-${count}.yaml`);
      const app = (i: number): string => `- name: app-${i}\n  address: ${address.replace('app-0', `app-${i}`)}\n`;
      fs.writeFileSync(values, `apps:\n${Array.from({ length: count }, (_, i) => app(i)).join('')}`);
      return [helm, 'template', 'release', path.join(folder, 'range'), '--values', values];
    },
  };
}

/** `kustomize build` of one base and an overlay with a name prefix for each app. */
export function kustomizeBuild(kustomize: string, folder: string): Contender {
  const kind = 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n';
  lay(folder, {
    'base/app.yaml': oneApp().text,
    'base/kustomization.yaml': `${kind}resources: [app.yaml]\n`,
  });
  return {
    name: 'kustomize build',
    upTo: 100,
    command: (count) => {
      const names = Array.from({ length: count }, (_, i) => `overlay-${i}`);
      for (const name of names) {
        lay(folder, { [`${name}/kustomization.yaml`]: `${kind}namePrefix: ${name}-\nresources: [../base]\n` });
      }
      const all = names.map((name) => `../${name}`).join(', ');
      lay(folder, { [`all-${count}/kustomization.yaml`]: `${kind}resources: [${all}]\n` });
      return [kustomize, 'build', path.join(folder, `all-${count}`)];
    },
  };
}

/** YAML of one app and the label value in it that cdk8s-plus derives from the construct's path. */
function oneApp(): { readonly text: string; readonly address: string } {
  const app = new App();
  new WebApp(app, 'app-0');
  const text = [...plainFiles(app).files.values()].join('---\n');
  const address = new RegExp(`${ADDRESS_LABEL}: (.*)`).exec(text)?.[1] ?? '';
  return { text, address };
}
