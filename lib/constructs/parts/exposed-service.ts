import type { Construct } from 'constructs';

/** A Service that an exposure puts something in front of. */
export interface ExposedService {
  readonly scope: Construct;
  readonly name: string;
  readonly port: number;
  readonly portName: string;
  readonly labels: Readonly<Record<string, string>>;
}
