import { defineCustomElements } from '@coveo/atomic/loader'
import { buildSearchBox, type SearchEngine } from '@coveo/headless'
import { labConfiguration, showEngine } from './headless-lab.ts'

/** As far as this page calls Atomic's element. */
interface SearchInterface extends HTMLElement {
  engine?: SearchEngine
  initialize(options: object): Promise<void>
  executeFirstSearch(): Promise<void>
}

/** A page with real Atomic on the kit's auth. */
async function startAtomicLab(): Promise<void> {
  defineCustomElements()
  await customElements.whenDefined('atomic-search-interface')
  const element = document.querySelector<SearchInterface>('atomic-search-interface')
  await element?.initialize(labConfiguration())
  if (!element?.engine) throw new Error('The search interface has no engine.')
  showEngine(element.engine, { buildSearchBox })
  await element.executeFirstSearch()
}

void startAtomicLab()
