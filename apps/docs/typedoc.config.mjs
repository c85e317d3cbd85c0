// The API reference: one page for each entry of each published package, from the docstrings of the sources.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Converter, ReflectionKind } from 'typedoc'

const home = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).homepage.replace(
  /#.*/,
  '',
)
const packages = fileURLToPath(new URL('../../packages/', import.meta.url))

/** The source of each entry, and the name by which an application imports it. @type {Map<string, string>} */
const entries = new Map()
for (const folder of readdirSync(packages)) {
  const manifest = JSON.parse(readFileSync(join(packages, folder, 'package.json'), 'utf8'))
  if (manifest.private) continue
  for (const [key, entry] of Object.entries(manifest.exports)) {
    const source = entry['@coveo-token/source']
    if (source) entries.set(join(packages, folder, source), join(manifest.name, key))
  }
}

/** A plugin that names each module as an application imports it. */
function nameModules(/** @type {import('typedoc').Application} */ app) {
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const module of project.getReflectionsByKind(ReflectionKind.Module)) {
      if (!module.isDeclaration()) continue
      module.name = entries.get(module.sources?.[0]?.fullFileName ?? '') ?? module.name
    }
  })
}

/** @type {Partial<import('typedoc').TypeDocOptions & import('typedoc-plugin-markdown').PluginOptions>} */
export default {
  plugin: ['typedoc-plugin-markdown', nameModules],
  tsconfig: 'tsconfig.typedoc.json',
  entryPoints: [...entries.keys()],
  // The workspace typechecks the sources.
  skipErrorChecking: true,
  out: 'api',
  readme: 'none',
  name: 'API reference',
  outputFileStrategy: 'modules',
  entryFileName: 'index',
  disableGit: true,
  displayBasePath: fileURLToPath(new URL('../..', import.meta.url)),
  sourceLinkTemplate: `${home}/blob/main/{path}#L{line}`,
  excludePrivate: true,
  excludeInternal: true,
  hidePageHeader: true,
  hideBreadcrumbs: true,
  useCodeBlocks: true,
  useHTMLAnchors: true,
  parametersFormat: 'table',
  interfacePropertiesFormat: 'table',
  propertiesFormat: 'table',
  typeDeclarationFormat: 'table',
  tableColumnSettings: {
    hideDefaults: true,
    hideInherited: true,
    hideModifiers: true,
    hideOverrides: true,
    hideSources: true,
  },
}
