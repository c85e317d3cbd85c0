/** The repository of the guides. */
const repository = 'https://github.com/coveo-token-kit/coveo-token-kit/blob/main/'

/** The URL of a section of the guides, from its path in the repository. */
export function guideUrl(path: string): string {
  return repository + path
}
