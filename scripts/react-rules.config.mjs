// React's own rules and those of its compiler, for the two packages that contain components.
import babelParser from '@babel/eslint-parser'
import reactHooks from 'eslint-plugin-react-hooks'

/** @type {import('eslint').Linter.Config[]} */
const config = [
  { ignores: ['**/dist/**', '**/*.test.*', '**/*.test-d.*'] },
  {
    ...reactHooks.configs.flat['recommended-latest'],
    files: ['packages/{react,demo}/src/**/*.{ts,tsx}'],
    languageOptions: {
      parser: babelParser,
      parserOptions: {
        requireConfigFile: false,
        babelOptions: { babelrc: false, configFile: false, parserOpts: { plugins: ['typescript', 'jsx'] } },
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
  },
]

export default config
