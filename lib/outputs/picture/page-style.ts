/** Style sheet of the page around a picture. */
export const PAGE_STYLE = `
:root{--back:#f6f8fa;--card:#fff;--line:#c8d0d9;--text:#1f2328;--soft:#57606a;--accent:#0757ba;font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;color:var(--text);background:var(--back)}
@media (prefers-color-scheme:dark){:root{--back:#0d1117;--card:#161b22;--line:#3d444d;--text:#e6edf3;--soft:#9ea7b3;--accent:#78b3ff}}
*{box-sizing:border-box}
body{margin:0}
header{display:flex;flex-wrap:wrap;align-items:center;gap:.5rem 1rem;padding:.6rem 1rem;background:var(--card);border-bottom:1px solid var(--line)}
h1{font-size:1.05rem;margin:0 auto 0 0;overflow-wrap:anywhere}
button,input{font:inherit;color:var(--text);background:var(--card);border:1px solid var(--soft);border-radius:6px;padding:.25rem .6rem;min-height:2.1rem;max-width:100%}
button{cursor:pointer}
:focus-visible{outline:3px solid var(--accent);outline-offset:1px}
nav{display:flex;flex-wrap:wrap;gap:.35rem;padding:.6rem 1rem;max-height:8.2rem;overflow:auto}
nav button[aria-pressed=true]{background:var(--accent);color:var(--card);border-color:var(--accent)}
#found{list-style:none;display:flex;flex-wrap:wrap;gap:.35rem;margin:0;padding:0 1rem;max-height:8rem;overflow:auto}
#found:not(:empty){padding:.6rem 1rem}
main{overflow:auto}
.scripted body{display:flex;flex-direction:column;height:100vh}
.scripted main{flex:1;min-height:12rem;border-top:1px solid var(--line)}
.scripted details{flex:none;max-height:45vh;overflow:auto;border-top:1px solid var(--line)}
figure{margin:0}
svg{display:block;height:auto}
.node.group{cursor:pointer}
.node.found .card{stroke:var(--accent);stroke-width:4px}
#matches{margin:0;color:var(--soft);min-width:5rem}
details{padding:.6rem 1rem}
li{overflow-wrap:anywhere}
:root:not(.scripted) :is(nav,.tools){display:none}
`;
