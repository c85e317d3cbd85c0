import { posix } from 'node:path'
import type { MarkdownEnv } from 'vitepress'
import { root } from './repository.ts'

/** The path of a page's file inside the repository. */
export function sourceOf({ path, realPath = path }: MarkdownEnv): string {
  return posix.relative(root, realPath)
}
