/** The address of a page by its file: `packages/core.md` is at `/packages/core`, `api/index.html` at `/api/`. */
export function pageAddress(file: string): string {
  return `/${file.replace(/\.(md|html)$/, '').replace(/(^|\/)index$/, '$1')}`
}
