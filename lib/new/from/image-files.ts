/** What no image needs. */
const DOCKERIGNORE = `.git
.venv
venv
node_modules
__pycache__
*.pyc
*.sqlite3
.env
.env.*
`;

/** What an image is built from, beside the source: nothing where the application has a Dockerfile of its own. */
export const imageFiles = (own: boolean, dockerfile: string): ReadonlyMap<string, string> =>
  new Map(
    own
      ? []
      : [
          ['Dockerfile', dockerfile],
          ['.dockerignore', DOCKERIGNORE],
        ],
  );
