import { Names, type App } from 'cdk8s';
import { collectApp, type CollectedChart } from '../../manifests/collect';
import { toYamlDocuments } from '../../yaml';

/** Text by file name. */
export type Files = ReadonlyMap<string, string>;

/** Files of a whole app, and the objects that they were made of. */
export interface PlainOutput {
  /** Texts by path. */
  readonly files: Files;
  /** What the texts were made of. */
  readonly charts: readonly CollectedChart[];
}

/**
 * One `<chart>.k8s.yaml` for each chart, named as cdk8s names them: with an index in front where charts depend on each
 * other, since `kubectl apply -f` goes by name.
 */
export function plainFiles(app: App): PlainOutput {
  const charts = collectApp(app);
  const indexed = charts.some(({ dependent }) => dependent);
  const files = charts.map(({ chart, manifests }, i): [string, string] => {
    const index = indexed ? `${String(i).padStart(4, '0')}-` : '';
    return [`${index}${Names.toDnsLabel(chart)}.k8s.yaml`, toYamlDocuments(manifests.map(({ object }) => object))];
  });
  return { files: new Map(files), charts };
}
