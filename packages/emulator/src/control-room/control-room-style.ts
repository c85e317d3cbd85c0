/** Inline styles of the page. */
export const controlRoomStyle = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#f6f4ee, #0f1513);
  --surface: light-dark(#fffefb, #171f1c);
  --ink: light-dark(#18211e, #e9efec);
  --soft: light-dark(#56605b, #a6b3ad);
  --line: light-dark(#dfdbcf, #28332f);
  --edge: light-dark(#8a938e, #6d7a74);
  --accent: light-dark(#0b6b50, #7fd3b3);
  --on-accent: light-dark(#ffffff, #0f1513);
}
* { box-sizing: border-box; margin: 0; }
[hidden] { display: none !important; }
body {
  max-width: 84rem;
  margin: 0 auto;
  padding: 1.5rem 1rem 4rem;
  background: var(--paper);
  color: var(--ink);
  font: 1rem / 1.5 system-ui, sans-serif;
}
h1 { font-size: 1.75rem; letter-spacing: -0.02em; }
h2 { margin: 1.5rem 0 0.75rem; font-size: 1.125rem; }
h3 { margin: 0.75rem 0 0.25rem; font-size: 0.875rem; }
header p, .hint { max-width: 44rem; color: var(--soft); }
#message { min-height: 1.5rem; color: var(--accent); font-weight: 600; }
.hint { margin-top: 1rem; font-size: 0.875rem; }
a { color: var(--accent); }
.bar { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem 1rem; }
main > .bar { justify-content: space-between; }
.group { display: flex; flex-wrap: wrap; gap: 0.5rem; }
dl { display: flex; flex-wrap: wrap; gap: 0.5rem 2rem; }
dt { color: var(--soft); font-size: 0.8125rem; }
dd { font-weight: 600; font-variant-numeric: tabular-nums; }
button, select, input {
  min-height: 2.25rem;
  max-width: 100%;
  padding: 0.25rem 0.75rem;
  border: 1px solid var(--edge);
  border-radius: 8px;
  background: var(--surface);
  color: inherit;
  font: inherit;
  font-size: 0.875rem;
}
button { cursor: pointer; }
button:hover, select:hover { border-color: var(--accent); }
button[aria-pressed="true"], button.primary { border-color: var(--accent); background: var(--accent); color: var(--on-accent); font-weight: 600; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
label { font-size: 0.875rem; color: var(--soft); }
label select, label input { color: var(--ink); }
form { display: grid; gap: 0.75rem; }
form label { display: grid; gap: 0.25rem; }
.columns { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0 2rem; }
@media (min-width: 60rem) { .columns { grid-template-columns: minmax(0, 25rem) minmax(0, 1fr); } }
.filters { margin-bottom: 0.75rem; }
.scroller { overflow-x: auto; border: 1px solid var(--line); border-radius: 12px; background: var(--surface); }
table { width: 100%; border-collapse: collapse; font-size: 0.875rem; font-variant-numeric: tabular-nums; }
th, td { padding: 0.375rem 0.75rem; text-align: start; vertical-align: baseline; }
th { color: var(--soft); font-weight: 600; white-space: nowrap; }
tbody tr { border-top: 1px solid var(--line); }
#requests-section tbody tr:not(.opened):hover { background: var(--paper); }
#requests-section td:first-child { white-space: nowrap; }
#requests-section td:nth-child(2) { overflow-wrap: anywhere; }
#requests-section td:nth-child(2), td:nth-child(3) { font-family: ui-monospace, monospace; font-size: 0.8125rem; }
#faults-section th, #faults-section td { padding-inline: 0.5rem; }
#faults-section td:nth-child(2), #faults-section td:nth-child(3) { font-size: 0.8125rem; }
#faults-section td:last-child { min-width: 5.5rem; }
@media (max-width: 40rem) {
  #requests-section thead { position: absolute; clip-path: inset(50%); }
  #requests-section tbody, #requests-section table { display: block; }
  #requests-section tr { display: grid; grid-template-columns: 1fr auto; gap: 0.125rem 0.75rem; padding: 0.5rem 0.75rem; align-items: baseline; }
  #requests-section td { padding: 0; }
  #requests-section td:nth-child(2), #requests-section td:nth-child(3), .opened td { grid-column: 1 / -1; order: 1; }
  #requests-section td:nth-child(3) { color: var(--soft); }
  #requests-section .toggle { margin-inline-start: -0.25rem; }
}
.toggle { min-height: 1.75rem; padding: 0 0.25rem; border-color: transparent; background: none; }
.toggle::before { content: "▸ "; color: var(--soft); }
.toggle[aria-expanded="true"]::before { content: "▾ "; }
.remove { min-height: 1.75rem; min-width: 1.75rem; padding: 0; }
.opened, .opened td { border-top: 0; }
.opened td:first-child { white-space: normal; }
pre { max-height: 20rem; overflow: auto; padding: 0.75rem; border-radius: 8px; background: var(--paper); font: 0.8125rem / 1.45 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
.details { display: grid; padding-bottom: 0.75rem; }
.details button { justify-self: start; margin-top: 0.75rem; }
code { font-family: ui-monospace, monospace; }
@media (forced-colors: active) { button[aria-pressed="true"], button.primary { border-width: 3px; } }
`
