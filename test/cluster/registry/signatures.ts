import fs from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { check, type Steps } from '../steps';
import { RegistryApi } from './api';
import type { Cosign } from './cosign';
import type { Place } from './place';

/** What a signature is worth: it holds for what was signed, by the key that signed it, and for nothing else. */
export async function signatures(steps: Steps, place: Place, cosign: Cosign): Promise<void> {
  const publicKey = place.file('images', 'cosign.pub');
  const repository = `${place.images}/urlpath`;
  const api = new RegistryApi(repository, place.registry.plainHttp);
  const refused = async (image: string, key: string): Promise<string> => {
    const ran = await cosign.verify(image, key);
    check(ran.code !== 0, `${image} was accepted:\n${ran.stdout}`);
    return (/^[Ee]rror: ?(.*)$/m.exec(ran.stderr)?.[1] ?? ran.stderr.trim().split('\n').pop() ?? '').trim();
  };
  const signed = (): string => `${repository}@${place.digests().urlpath?.digest}`;
  await steps.step('the SBOM in the registry is the one in build', async () => {
    const ran = await cosign.verifySbom(signed(), publicKey);
    check(ran.code === 0, ran.stderr);
    const { payload } = JSON.parse(ran.stdout.trim().split('\n').pop() ?? '') as { payload: string };
    const statement = JSON.parse(Buffer.from(payload, 'base64').toString()) as {
      predicate: { components: unknown[] };
    };
    const file = fs.readFileSync(place.file('images', 'urlpath.cdx.json'), 'utf8');
    const built = JSON.parse(file) as typeof statement.predicate;
    check(isDeepStrictEqual(statement.predicate, built), 'they differ');
    return `${built.components.length} components`;
  });
  await steps.step('another key is refused', async () =>
    refused(signed(), (await cosign.keyPair('another')).publicKey),
  );
  const changed = async (): Promise<string> => {
    const { text, type } = await api.get('0.1.0');
    const manifest = { ...(JSON.parse(text) as object), annotations: { changed: 'by someone' } };
    return api.put('changed', { text: JSON.stringify(manifest), type });
  };
  await steps.step('a changed image is refused, as unsigned', async () => {
    await changed();
    return refused(`${repository}:changed`, publicKey);
  });
  await steps.step('a changed image with the signature of the true one is refused', async () => {
    const signature = (digest: string): string => digest.replace(':', '-');
    const digest = await changed();
    await api.put(signature(digest), await api.get(signature(place.digests().urlpath?.digest ?? '')));
    return refused(`${repository}@${digest}`, publicKey);
  });
}
