import type { MarkdownOptions } from 'vitepress'

type CodeTransformer = NonNullable<MarkdownOptions['codeTransformers']>[number]

/** Darkens the comments of the light theme: they are too pale on added and removed lines. */
export const legibleComments: CodeTransformer = {
  name: 'legible-comments',
  span(node) {
    node.properties.style = String(node.properties.style ?? '').replace(
      '--shiki-light:#66707B',
      '--shiki-light:#57606A',
    )
  },
}
