/** The HTML of the lab's page with one source, as a server renders it with the response of the token endpoint as the initial token. */
export function renderedPage(tokenResponse: string): string {
  return `<!doctype html><html lang="en"><title>rendered</title><link rel="icon" href="data:,"><body>
<script id="initial-token" type="application/json">${tokenResponse}</script><script type="module" src="/lab/two-tabs.js"></script>`
}
