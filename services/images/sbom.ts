import { cyclonedxEsbuildPlugin } from '@cyclonedx/cyclonedx-esbuild';
import type { Plugin } from 'esbuild';
import { SBOM_FILE } from './sbom-file';

/**
 * Writes {@link SBOM_FILE} beside the bundle: CycloneDX 1.6 JSON of the npm packages that really are in it, with licenses and
 * dependencies. It has neither time nor serial number, so the same bundle gives the same bytes. What the base image brings
 * is in the base image's own.
 */
export const sbomPlugin = (): Plugin =>
  cyclonedxEsbuildPlugin({ outputFile: SBOM_FILE, outputReproducible: true, logLevel: 'silent' });
