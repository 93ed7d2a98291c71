/** What Artifact Hub shows of every bundled chart. @see https://artifacthub.io/docs/topics/annotations/helm/ */
export const ARTIFACT_HUB: Readonly<Record<string, string>> = { 'artifacthub.io/license': 'Apache-2.0' };
