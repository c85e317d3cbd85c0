import { type ParseBodyOptions, parseBody } from './parse-body.ts'

/** Parses a body now. An error is thrown when a handler reads it, after it authenticated the caller. */
export function lazyBody(text: string, options: ParseBodyOptions): () => unknown {
  try {
    const value = parseBody(text, options)
    return () => value
  } catch (error) {
    return () => {
      throw error
    }
  }
}
