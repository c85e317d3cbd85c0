import type { MarkdownOptions } from 'vitepress'

type CodeTransformer = NonNullable<MarkdownOptions['codeTransformers']>[number]

/** Darkens the comments of the light theme, which are too pale on the background of an added or a removed line. */
export const legibleComments: CodeTransformer = {
  name: 'legible-comments',
  span(node) {
    node.properties.style = String(node.properties.style ?? '').replace(
      '--shiki-light:#66707B',
      '--shiki-light:#57606A',
    )
  },
}
