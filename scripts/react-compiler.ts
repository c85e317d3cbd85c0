import { transformAsync } from '@babel/core'
import reactCompilerPlugin from 'babel-plugin-react-compiler'

/** Compiles the sources of `react` and `demo` with React Compiler, as an application with the compiler does. */
export const reactCompiler = {
  name: 'react-compiler',
  enforce: 'pre' as const,
  async transform(code: string, id: string) {
    if (!/\/packages\/(react|demo)\/src\//.test(id) || /\.test\.|\.css$/.test(id)) return undefined
    const result = await transformAsync(code, {
      filename: id,
      babelrc: false,
      configFile: false,
      sourceMaps: true,
      parserOpts: { plugins: ['typescript', 'jsx'] },
      plugins: [[reactCompilerPlugin, { panicThreshold: 'all_errors' }]],
    })
    return { code: result?.code ?? code, map: result?.map }
  },
}
