/** Inline styles of the page. */
export const overviewStyle = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#f6f4ee, #0f1513);
  --surface: light-dark(#fffefb, #171f1c);
  --ink: light-dark(#18211e, #e9efec);
  --soft: light-dark(#56605b, #a6b3ad);
  --line: light-dark(#dfdbcf, #28332f);
}
* { box-sizing: border-box; margin: 0; }
body {
  max-width: 64rem;
  margin: 0 auto;
  padding: 2rem 1rem 4rem;
  background: var(--paper);
  color: var(--ink);
  font: 1rem / 1.5 system-ui, sans-serif;
}
h1 { font-size: 1.75rem; letter-spacing: -0.02em; }
h2 { margin: 2rem 0 0.75rem; font-size: 1.125rem; }
header p, .hint { max-width: 44rem; color: var(--soft); }
.hint { margin-top: 1rem; font-size: 0.875rem; }
dl { display: flex; flex-wrap: wrap; gap: 0.75rem 2.5rem; margin-top: 1.5rem; }
dt { color: var(--soft); font-size: 0.8125rem; }
dd { font-weight: 600; }
.scroller { overflow-x: auto; border: 1px solid var(--line); border-radius: 12px; background: var(--surface); }
table { width: 100%; border-collapse: collapse; font-size: 0.875rem; font-variant-numeric: tabular-nums; }
th, td { padding: 0.5rem 0.875rem; text-align: start; vertical-align: top; overflow-wrap: anywhere; }
th { color: var(--soft); font-weight: 600; white-space: nowrap; }
tbody tr { border-top: 1px solid var(--line); }
td:first-child, td:last-child { white-space: nowrap; }
td:nth-child(2), td:nth-child(3) { min-width: 11rem; font-family: ui-monospace, monospace; font-size: 0.8125rem; }
code { font-family: ui-monospace, monospace; }
`
