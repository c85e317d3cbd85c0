import { extname } from 'node:path'

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
}

/** The `Content-Type` of a file, by its name. */
export function contentType(file: string): string {
  return types[extname(file)] ?? 'text/plain'
}
