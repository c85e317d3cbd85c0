import { createReadStream } from 'node:fs'
import { basename, extname } from 'node:path'
import { pipeline, type Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
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
    for await (const piece of readText(file)) {
      bytes += piece.length
      const text = rest + piece
      const form = scan(text)
      if (form !== undefined || bytes >= maxBytes) return form
      rest = text.slice(-longestForm)
    }
    return undefined
  }

  for (const folder of folders) {
    for await (const file of listFiles(folder, () => {
      unreadable += 1
    })) {
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

const decompressors: Readonly<Record<string, () => NodeJS.ReadWriteStream>> = {
  '.br': createBrotliDecompress,
  '.deflate': createInflate,
  '.gz': createGunzip,
}

/** Reads a file in pieces of text, one character for each byte. A file that a build tool compressed is decompressed. */
function readText(file: string): AsyncIterable<string> {
  const source = createReadStream(file, { highWaterMark: 1_000_000 })
  const create = decompressors[extname(file)]
  if (create === undefined) return source.setEncoding('latin1') as AsyncIterable<string>
  const target = create() as unknown as Readable & NodeJS.WritableStream
  // Closes both when the scan ends early. An error of either reaches the reader of the second.
  pipeline(source, target, () => undefined)
  return target.setEncoding('latin1') as AsyncIterable<string>
}
