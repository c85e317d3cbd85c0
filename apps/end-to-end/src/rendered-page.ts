/** The HTML of the page with one source, with a response of the token endpoint as its initial token. */
export function renderedPage(tokenResponse: string): string {
  return `<!doctype html><html lang="en"><title>rendered</title><link rel="icon" href="data:,"><body>
<script id="initial-token" type="application/json">${tokenResponse}</script><script type="module" src="/lab/two-tabs.js"></script>`
}
