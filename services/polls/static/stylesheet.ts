const css = String.raw;

/** The one style sheet. Colours meet WCAG AA (4.5:1 for text) in both schemes; axe-core checks them in test/browser. */
export const stylesheet = css`
  :root {
    color-scheme: light dark;
    --page: #f6f6fb;
    --card: #ffffff;
    --text: #1c1b29;
    --soft: #5b5970;
    --line: #d9d8e6;
    --field: #8785a0;
    --accent: #4338ca;
    --accent-text: #ffffff;
    --accent-soft: #e6e4fb;
    --good: #14633b;
    --good-soft: #dcf5e6;
    --bad: #b42318;
    --bad-soft: #fdecea;
    --shadow: 0 1px 2px rgb(28 27 41 / 8%), 0 4px 16px rgb(28 27 41 / 5%);
  }
  @media (prefers-color-scheme: dark) {
    :root {
      --page: #13121d;
      --card: #1d1c2b;
      --text: #eceaf7;
      --soft: #aeabc6;
      --line: #37354d;
      --field: #7c799b;
      --accent: #a5a0fb;
      --accent-text: #14132a;
      --accent-soft: #2c2a52;
      --good: #7ce0a8;
      --good-soft: #12301f;
      --bad: #ff9b8f;
      --bad-soft: #3d1a17;
      --shadow: none;
    }
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  html {
    font:
      1rem/1.55 system-ui,
      -apple-system,
      'Segoe UI',
      Roboto,
      'Noto Sans',
      sans-serif;
    -webkit-text-size-adjust: 100%;
  }
  body {
    margin: 0;
    min-height: 100vh;
    background: var(--page);
    color: var(--text);
    overflow-wrap: anywhere;
  }
  a {
    color: var(--accent);
    text-underline-offset: 0.18em;
  }
  a:hover {
    text-decoration-thickness: 2px;
  }
  :focus-visible {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
    border-radius: 4px;
  }
  h1 {
    font-size: clamp(1.5rem, 1.2rem + 1.6vw, 2.1rem);
    line-height: 1.2;
    letter-spacing: -0.015em;
    margin: 0 0 1rem;
    text-wrap: balance;
  }
  h2 {
    font-size: 1.15rem;
    margin: 2.25rem 0 0.75rem;
  }
  .skip {
    position: absolute;
    left: 1rem;
    top: -4rem;
    padding: 0.5rem 1rem;
    background: var(--card);
    z-index: 1;
  }
  .skip:focus {
    top: 1rem;
  }

  body > header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 1.75rem;
    padding: 0.8rem max(1.25rem, calc((100% - 60rem) / 2));
    background: var(--card);
    border-bottom: 1px solid var(--line);
  }
  .brand {
    display: inline-flex;
    align-items: center;
    gap: 0.6rem;
    color: var(--text);
    font-weight: 700;
    font-size: 1.1rem;
    text-decoration: none;
  }
  nav ul {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 1.25rem;
    list-style: none;
    margin: 0;
    padding: 0;
  }
  header nav a {
    display: block;
    padding: 0.3rem 0;
    color: var(--soft);
    text-decoration: none;
    border-bottom: 2px solid transparent;
  }
  header nav a:hover,
  header nav a[aria-current] {
    color: var(--text);
    border-color: var(--accent);
  }
  .logout {
    display: flex;
    align-items: center;
    gap: 0.75rem;
    margin-left: auto;
    color: var(--soft);
  }
  main {
    max-width: 60rem;
    margin: 0 auto;
    padding: 2.25rem 1.25rem 4rem;
  }
  .narrow {
    max-width: 26rem;
    margin: 0 auto;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    justify-content: space-between;
    gap: 0.5rem 1.5rem;
    margin-bottom: 1rem;
  }
  .head h1 {
    margin: 0;
  }
  .meta,
  .hint,
  .empty {
    color: var(--soft);
    margin: 0 0 1rem;
  }
  .hint {
    font-size: 0.9rem;
    margin: 0 0 0.35rem;
  }
  .empty {
    padding: 2rem;
    text-align: center;
    border: 1px dashed var(--line);
    border-radius: 12px;
  }

  .cards,
  .results,
  .log {
    list-style: none;
    margin: 0 0 1.5rem;
    padding: 0;
    display: grid;
    gap: 0.75rem;
  }
  .cards > li {
    position: relative;
    padding: 1rem 1.25rem;
    background: var(--card);
    border: 1px solid var(--line);
    border-radius: 12px;
    box-shadow: var(--shadow);
  }
  .cards > li:hover {
    border-color: var(--accent);
  }
  .cards a {
    font-weight: 600;
    font-size: 1.08rem;
    color: var(--text);
    text-decoration: none;
  }
  .cards a::after {
    content: '';
    position: absolute;
    inset: 0;
    border-radius: 12px;
  }
  .cards a:focus-visible {
    outline: none;
  }
  .cards a:focus-visible::after {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }
  .cards p {
    margin: 0.2rem 0 0;
    color: var(--soft);
    font-size: 0.92rem;
  }
  .card {
    padding: 1.5rem;
    background: var(--card);
    border: 1px solid var(--line);
    border-radius: 12px;
    box-shadow: var(--shadow);
  }
  .log > li {
    padding-bottom: 0.75rem;
    border-bottom: 1px solid var(--line);
  }
  .log p {
    margin: 0;
  }
  .log .meta {
    font-size: 0.88rem;
  }

  fieldset {
    border: 0;
    margin: 0;
    padding: 0;
    min-width: 0;
  }
  legend {
    padding: 0;
  }
  legend h1 {
    margin-bottom: 0.4rem;
  }
  .choices {
    margin: 1.5rem 0;
    padding: 1.25rem;
    border: 1px solid var(--line);
    border-radius: 12px;
  }
  .choices legend {
    padding: 0 0.4rem;
    font-weight: 600;
  }
  .row + .row {
    margin-top: 0.5rem;
    padding-top: 0.75rem;
    border-top: 1px solid var(--line);
  }
  .choice {
    position: relative;
    display: flex;
    align-items: center;
    margin-bottom: 0.6rem;
    background: var(--card);
    border: 1px solid var(--line);
    border-radius: 12px;
    box-shadow: var(--shadow);
  }
  .choice label {
    flex: 1;
    padding: 0.9rem 1rem 0.9rem 0.75rem;
    cursor: pointer;
  }
  .choice input {
    margin: 0 0 0 1.1rem;
  }
  .choice:hover,
  .choice:has(:checked) {
    border-color: var(--accent);
  }
  .choice:has(:checked) {
    background: var(--accent-soft);
  }
  input[type='radio'],
  input[type='checkbox'] {
    flex: none;
    width: 1.25rem;
    height: 1.25rem;
    accent-color: var(--accent);
  }
  .field {
    margin-bottom: 1.1rem;
  }
  label {
    font-weight: 600;
  }
  .choice label,
  .check label {
    font-weight: 400;
  }
  .check {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.6rem;
    margin-bottom: 1.1rem;
  }
  .field input,
  .filter input,
  select {
    display: block;
    width: 100%;
    margin-top: 0.3rem;
    padding: 0.6rem 0.75rem;
    font: inherit;
    color: inherit;
    background: var(--card);
    border: 1px solid var(--field);
    border-radius: 8px;
  }
  input[type='datetime-local'] {
    max-width: 16rem;
  }
  input[aria-invalid] {
    border-color: var(--bad);
    border-width: 2px;
  }
  .filter {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 0.75rem 1rem;
    margin-bottom: 1.25rem;
  }
  .filter > div:first-child {
    flex: 1 1 14rem;
  }
  .filter a {
    padding: 0.6rem 0;
  }

  button,
  .button {
    display: inline-block;
    padding: 0.6rem 1.25rem;
    font: inherit;
    font-weight: 600;
    color: var(--accent-text);
    background: var(--accent);
    border: 1px solid transparent;
    border-radius: 8px;
    text-decoration: none;
    cursor: pointer;
  }
  button:hover,
  .button:hover {
    filter: brightness(1.1);
  }
  button.quiet {
    padding: 0.4rem 0.9rem;
    color: var(--text);
    background: transparent;
    border-color: var(--field);
  }
  button.quiet:hover {
    border-color: var(--accent);
  }
  button.danger {
    color: var(--card);
    background: var(--bad);
  }
  a.danger {
    color: var(--bad);
    margin-left: auto;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.75rem 1.5rem;
    margin: 1.5rem 0 0;
  }

  .error {
    margin: 0 0 0.5rem;
    color: var(--bad);
    font-weight: 600;
  }
  .errors,
  .notice {
    margin: 0 0 1.5rem;
    padding: 0.9rem 1.25rem;
    border-left: 4px solid var(--bad);
    border-radius: 8px;
    background: var(--bad-soft);
  }
  .errors h2 {
    margin: 0 0 0.3rem;
    font-size: 1rem;
    color: var(--bad);
  }
  .errors ul {
    margin: 0;
    padding-left: 1.1rem;
  }
  .errors a {
    color: var(--bad);
  }
  .notice {
    border-color: var(--good);
    background: var(--good-soft);
    color: var(--good);
    font-weight: 600;
  }

  .results > li {
    padding: 0.25rem 0;
  }
  .results p {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 1rem;
    margin: 0 0 0.35rem;
  }
  .figure {
    font-weight: 700;
    font-variant-numeric: tabular-nums;
  }
  .figure small {
    font-weight: 400;
    font-size: 0.9rem;
    color: var(--soft);
  }
  .bar {
    display: block;
  }
  .track {
    fill: var(--line);
  }
  .value {
    fill: var(--field);
  }
  .value.most {
    fill: var(--accent);
  }

  .table {
    overflow-x: auto;
    background: var(--card);
    border: 1px solid var(--line);
    border-radius: 12px;
    box-shadow: var(--shadow);
  }
  table {
    width: 100%;
    border-collapse: collapse;
  }
  th,
  td {
    padding: 0.7rem 1rem;
    text-align: left;
    vertical-align: top;
  }
  thead th {
    font-size: 0.85rem;
    color: var(--soft);
    white-space: nowrap;
  }
  tbody tr {
    border-top: 1px solid var(--line);
  }
  tbody th {
    min-width: 11rem;
    font-weight: 600;
  }
  .number {
    text-align: right;
    font-variant-numeric: tabular-nums;
  }
  .tag {
    display: inline-block;
    padding: 0 0.5rem;
    font-size: 0.82rem;
    color: var(--accent);
    background: var(--accent-soft);
    border-radius: 99px;
  }
  .pager {
    display: flex;
    justify-content: space-between;
    gap: 1rem;
    margin-top: 1.5rem;
  }
  @media (max-width: 40rem) {
    .logout {
      margin-left: 0;
    }
    main {
      padding-top: 1.5rem;
    }
    .card,
    .choices {
      padding: 1rem;
    }
  }
`.replace(/\n\s+/g, '\n');
