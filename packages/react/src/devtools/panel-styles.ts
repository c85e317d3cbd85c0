'use client'

import { useInsertionEffect } from 'react'

/** Every rule starts at the panel's own root, which resets the styles of the page. */
const panelStyles = `
.coveo-token-devtools { all: initial; color-scheme: light dark; position: fixed; inset: auto 12px 12px auto; z-index: 2147483000;
  display: flex; flex-direction: column-reverse; align-items: end; gap: 8px; font: 13px/1.45 system-ui, sans-serif; color: light-dark(#1b1f24, #e6edf3); }
.coveo-token-devtools[data-position="bottom-left"] { inset: auto auto 12px 12px; align-items: start; }
.coveo-token-devtools * { box-sizing: border-box; font: inherit; color: inherit; }
.coveo-token-devtools button { padding: 5px 10px; border: 1px solid light-dark(#8b949e, #6e7681); border-radius: 6px;
  background: light-dark(#f6f8fa, #21262d); cursor: pointer; }
.coveo-token-devtools button:hover { background: light-dark(#eaeef2, #30363d); }
.coveo-token-devtools button:focus-visible, .coveo-token-devtools summary:focus-visible, .coveo-token-devtools [tabindex]:focus-visible {
  outline: 2px solid light-dark(#0550ae, #79c0ff); outline-offset: 2px; }
.coveo-token-devtools button:disabled { opacity: .55; cursor: default; }
.coveo-token-devtools .panel { display: block; max-height: min(70vh, 640px); overflow: auto; padding: 12px;
  width: min(380px, calc(100vw - 24px));
  border: 1px solid light-dark(#d0d7de, #30363d); border-radius: 10px; background: light-dark(#fff, #0d1117);
  box-shadow: 0 8px 28px rgb(0 0 0 / .28); }
.coveo-token-devtools h2 { display: block; margin: 0 0 8px; font-weight: 600; font-size: 14px; }
.coveo-token-devtools h3 { display: block; margin: 12px 0 4px; font-weight: 600; }
.coveo-token-devtools dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 12px; margin: 0; }
.coveo-token-devtools dl > div { display: contents; }
.coveo-token-devtools dt { display: block; color: light-dark(#57606a, #9198a1); }
.coveo-token-devtools dd { display: block; margin: 0; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
.coveo-token-devtools ol { display: block; margin: 0; padding: 0; list-style: none; }
.coveo-token-devtools li { display: grid; grid-template-columns: 6.5em 5em 1fr; gap: 8px; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
.coveo-token-devtools .actions { display: flex; flex-wrap: wrap; gap: 6px; margin-top: 10px; }
.coveo-token-devtools .toggle { border-radius: 999px; }
.coveo-token-devtools [role="status"] { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.coveo-token-devtools summary { display: list-item; margin-top: 12px; font-weight: 600; cursor: pointer; }
.coveo-token-devtools pre { display: block; margin: 4px 0 0; padding: 8px; overflow: auto; max-height: 200px; border-radius: 6px;
  background: light-dark(#f6f8fa, #161b22); font: 12px/1.4 ui-monospace, monospace; }
.coveo-token-devtools .token-strip { display: block; margin-top: 12px; width: 100%; height: 24px; border-radius: 4px; background: light-dark(#f6f8fa, #161b22); }
.coveo-token-devtools .token-strip-ground { fill: light-dark(#ddf4ff, #0c2d6b); }
.coveo-token-devtools .token-strip-hatch { fill: light-dark(#54aeff, #388bfd); }
.coveo-token-devtools .token-strip-gap { fill: light-dark(#cf222e, #f85149); }
.coveo-token-devtools .token-strip-renewal, .coveo-token-devtools .token-strip-now { fill: light-dark(#1f2328, #e6edf3); }
.coveo-token-devtools .token-strip-next { fill: light-dark(#1a7f37, #3fb950); }
@media print { .coveo-token-devtools { display: none; } }
`

/**
 * Adds the panel's styles to the page while it is mounted, in the way that a strict `style-src` allows. Where the document has no
 * constructable style sheets, as in some test environments, the panel has no styles.
 */
export function usePanelStyles() {
  useInsertionEffect(() => {
    const sheet = createSheet()
    if (!sheet) return undefined
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet)
    }
  }, [])
}

function createSheet(): CSSStyleSheet | undefined {
  try {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(panelStyles)
    return document.adoptedStyleSheets && sheet
  } catch {
    return undefined
  }
}
