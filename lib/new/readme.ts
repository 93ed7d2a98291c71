import type { ProjectDescription } from './project-description';

/** README.md of a new project. */
export const readme = ({ name }: ProjectDescription): string => `# ${name}

A Kubernetes application as a typed [cdk8s](https://cdk8s.io) chart, by chartwright.

\`\`\`sh
npm install && npm test    # types, and the chart against its snapshot, which the first run writes
npm start                  # makes dist/: kubectl apply -f dist
\`\`\`

- \`chart.ts\`: the chart, its values with their defaults, and what is made of them
- \`values/${name}.yaml\`: values over these defaults, what this repository deploys
- \`chart.test.ts\`: its tests; \`npx jest -u\` takes over what the chart makes now
- \`main.ts\`: which charts are synthesized
- \`dist/\`: what is applied; commit it, and a pull request shows what changes

The same chart for Helm: \`npm run package\` makes \`dist/charts/${name}\`, \`npm run verify\` compares what it renders with
what \`npm start\` makes. All that the command can do: \`npx chartwright --help\`.
`;
