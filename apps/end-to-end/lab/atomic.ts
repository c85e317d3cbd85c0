import { defineCustomElements } from '@coveo/atomic/loader'
import { buildSearchBox, type SearchEngine } from '@coveo/headless'
import { labConfiguration, showEngine } from './headless-lab.ts'

/** The part of Atomic's element that this page calls. */
interface SearchInterface extends HTMLElement {
  engine?: SearchEngine
  initialize(options: object): Promise<void>
  executeFirstSearch(): Promise<void>
}

/** A page with the real Atomic, authenticated by the kit. */
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
