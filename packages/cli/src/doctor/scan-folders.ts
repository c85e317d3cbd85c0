import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { listFiles } from './list-files.ts'
import { createSecretScanner, longestForm, type SecretForm } from './secret-scanner.ts'

export interface ScanOptions {
  readonly folders: readonly string[]
  readonly secrets: readonly string[]
  /** Default 20 000. */
  readonly maxFiles?: number | undefined
  /** Default 500 000 000. */
  readonly maxBytes?: number | undefined
}

export interface ScanResult {
  readonly files: number
  readonly bytes: number
  /** Files that could not be read. */
  readonly unreadable: number
  /** The limits ended the scan before the last file. */
  readonly isCut: boolean
  /** The files with a secret. */
  readonly found: readonly { readonly file: string; readonly form: SecretForm }[]
}

/** Reads every file in the folders piece by piece, and looks for the secrets. */
export async function scanFolders(options: ScanOptions): Promise<ScanResult> {
  const { folders, secrets, maxFiles = 20_000, maxBytes = 500_000_000 } = options
  const scan = createSecretScanner(secrets)
  const found: ScanResult['found'][number][] = []
  let files = 0
  let bytes = 0
  let unreadable = 0

  async function scanFile(file: string): Promise<SecretForm | undefined> {
    let rest = ''
    for await (const piece of createReadStream(file, { encoding: 'latin1', highWaterMark: 1_000_000 })) {
      bytes += piece.length
      const form = scan(rest + piece)
      if (form !== undefined || bytes >= maxBytes) return form
      rest = piece.slice(-longestForm)
    }
    return undefined
  }

  for (const folder of folders) {
    for await (const file of listFiles(folder)) {
      // Next copies env files beside its server: they belong there, and no page can read them.
      if (basename(file).startsWith('.env')) continue
      if (files >= maxFiles || bytes >= maxBytes) return { files, bytes, unreadable, isCut: true, found }
      files += 1
      const form = await scanFile(file).catch(() => {
        unreadable += 1
      })
      if (form) found.push({ file, form })
    }
  }
  return { files, bytes, unreadable, isCut: bytes >= maxBytes, found }
}
