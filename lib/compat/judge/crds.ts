import type { HelmChart } from '../chart/chart';
import { at, entries } from '../../manifests/fields';
import { isSame } from '../../manifests/diff/field-changes';
import type { KubeObject } from '../../manifests/manifest';
import { readDocuments } from '../../yaml/read';
import type { Finding } from './finding';
import { undescribed } from './undescribed';

const ADVICE = 'say in the notes: kubectl apply --server-side -f crds/ before the upgrade';

/** Definitions in `crds/`: helm installs them with a new release and never again touches them. */
export function* crds(before: HelmChart, after: HelmChart): Generator<Finding> {
  const [was, is] = [definitions(before), definitions(after)];
  const inTemplates = definedInTemplates(after);
  const wereInTemplates = definedInTemplates(before);
  const finding = (name: string, message: string, advice = ADVICE, level: Finding['level'] = 'major'): Finding => ({
    rule: 'crd-not-upgraded',
    level,
    object: `CustomResourceDefinition ${name}`,
    message,
    advice,
  });
  for (const [name, object] of is) {
    const old = was.get(name);
    if (!old && wereInTemplates(name)) {
      yield {
        ...finding(
          name,
          'moves from templates/ to crds/: helm deletes it in the upgrade, and with it every object of that kind',
        ),
        rule: 'data-lost',
      };
    } else if (!old) yield finding(name, 'is new in crds/: helm upgrade does not install it');
    else if (!isSame(undescribed(old.spec), undescribed(object.spec))) yield* changed(name, old, object, finding);
  }
  for (const name of was.keys()) {
    if (is.has(name)) continue;
    if (inTemplates(name)) {
      const message =
        'moves from crds/ to templates/: it is there without helm owning it, and the upgrade is refused (invalid ownership metadata)';
      yield {
        ...finding(name, message, 'label and annotate it for the release before the upgrade'),
        rule: 'hook-ownership',
      };
    } else yield finding(name, 'leaves crds/: helm does not delete it', 'say whether it is to be deleted', 'minor');
  }
}

function* changed(
  name: string,
  before: KubeObject,
  after: KubeObject,
  finding: (name: string, message: string, advice?: string) => Finding,
): Generator<Finding> {
  const versions = (object: KubeObject): string[] =>
    [...entries(at(object, 'spec', 'versions'))]
      .filter(([version]) => version.served !== false)
      .map(([version]) => String(version.name));
  const gone = versions(before).filter((version) => !versions(after).includes(version));
  const what = gone.length > 0 ? `does not serve ${gone.join(', ')} any more` : 'changes';
  yield finding(name, `${what} in crds/: helm upgrade does not touch it, so that the cluster keeps the old one`);
}

function definitions(chart: HelmChart): Map<string, KubeObject> {
  const own = [...chart.crds.values()].flatMap((text) =>
    readDocuments(text).map(({ value }) => value as KubeObject | null | undefined),
  );
  const below = chart.subcharts.flatMap((subchart) => [...definitions(subchart).values()]);
  return new Map(
    [...own, ...below].flatMap((object) => (object?.metadata?.name ? [[object.metadata.name, object]] : [])),
  );
}

/** Whether a template makes a definition of a name; by its text, since it may be switched off. */
function definedInTemplates(chart: HelmChart): (name: string) => boolean {
  const texts = [...chart.templates.values(), ...chart.subcharts.flatMap(({ templates }) => [...templates.values()])];
  const crdTexts = texts.filter((text) => /^kind:\s*["']?CustomResourceDefinition/m.test(text));
  return (name) => crdTexts.some((text) => text.split(/\s+/).includes(name));
}
