/**
 * Replaces `@ag-ui/client` in the bundles of the apps. Every Headless engine imports that client of generated text,
 * 50 kB of it after compression, and these pages generate none.
 */
export class HttpAgent {
  constructor() {
    throw new Error('This page generates no text. Remove the alias of `@ag-ui/client` to add that.')
  }
}
