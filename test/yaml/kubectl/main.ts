import { kubectlBinary } from '../../helm/helm-binary';
import { compareWithKubectl } from './compare';

/** `npm run yaml:kubectl [-- COUNT SEED]`: texts as we read them and as kubectl does. */
function main(): void {
  const [count = '10000', seed = '1'] = process.argv.slice(2);
  const { refused, differences } = compareWithKubectl(kubectlBinary(), Number(count), Number(seed));
  for (const { text, kubectl, ours } of differences.slice(0, 40)) {
    console.log(`${JSON.stringify(text)}\n  kubectl: ${JSON.stringify(kubectl)}\n  ours:    ${JSON.stringify(ours)}`);
  }
  console.log(`${count} documents, ${refused} refused by both, ${differences.length} differences`);
  process.exitCode = differences.length > 0 ? 1 : 0;
}

main();
