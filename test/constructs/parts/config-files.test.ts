import { renderWorkload, type Rendered } from '../fixture/rendered';

describe('config files', () => {
  const withFiles = (files: Record<string, string | (() => string)>) =>
    renderWorkload({ config: { mountPath: '/etc/app', files }, podAnnotations: { mine: '1' } });
  const checksumOf = (rendered: Rendered): string =>
    rendered.find('Deployment').spec.template.metadata.annotations['checksum/config'];

  test('are a ConfigMap in a folder of the container', () => {
    const rendered = withFiles({ 'a.conf': 'one', 'b.conf': () => 'two' });
    expect(rendered.find('ConfigMap')).toMatchObject({
      metadata: { name: 'shop-web-config' },
      data: { 'a.conf': 'one', 'b.conf': 'two' },
    });
    expect(rendered.find('Deployment').spec.template.spec.containers[0].volumeMounts[0]).toEqual({
      name: 'config',
      mountPath: '/etc/app',
      readOnly: true,
    });
    expect(rendered.find('Deployment').spec.template.metadata.annotations.mine).toBe('1');
  });

  test('roll the pods when a text, a name or a border between two files changes, and only then', () => {
    const base = checksumOf(withFiles({ a: 'xy', b: 'z' }));
    expect(checksumOf(withFiles({ b: 'z', a: 'xy' }))).toBe(base);
    const otherFiles: Record<string, string>[] = [
      { a: 'xy', b: 'Z' },
      { a: 'xy', c: 'z' },
      { a: 'x', b: 'yz' },
    ];
    const others = otherFiles.map((files) => checksumOf(withFiles(files)));
    expect(new Set([base, ...others]).size).toBe(4);
  });

  test.each(['conf.d/a', '', '..', '..data', 'ä'])('fails for a file named %j', (file) => {
    expect(() => withFiles({ [file]: '' })).toThrow(/\[shop\/web\] config file name '.*' is not valid\. Allowed:/);
  });
});
