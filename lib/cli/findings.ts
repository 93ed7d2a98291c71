import type { Finding, Reading } from '../manifests/read';

/** What was found in files, as `--json` tells it. */
export interface JsonFinding {
  readonly rule: string;
  readonly file: string;
  readonly line: number;
  readonly message: string;
  readonly severity: 'error' | 'warning';
}

/** What was found in the files of several readings. */
export function findingsOf(readings: readonly Reading[]): JsonFinding[] {
  const as =
    (severity: JsonFinding['severity']) =>
    ({ rule, place, message }: Finding): JsonFinding => ({
      rule,
      file: place.file,
      line: place.line,
      message,
      severity,
    });
  return readings.flatMap(({ problems, warnings }) => [...problems.map(as('error')), ...warnings.map(as('warning'))]);
}
