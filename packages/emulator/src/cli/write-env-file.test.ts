import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { writeEnvFile } from './write-env-file.ts'

async function fileWith(bytes: Uint8Array): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'write-env-')), '.env.local')
  await writeFile(file, bytes)
  return file
}

describe('writeEnvFile', () => {
  const text = 'COVEO_API_KEY=own\r\nPASSWORD=café\r\n'

  it.each([
    ['UTF-16', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16 without a byte order mark', Buffer.from(text, 'utf16le')],
    ['Latin-1', Buffer.from('PASSWORD=caf\xe9\n', 'latin1')],
  ])('rejects a file in %s, and leaves it as it is', async (_, bytes) => {
    const file = await fileWith(bytes)
    await expect(writeEnvFile(file, { COVEO_API_KEY: 'emulator' })).rejects.toThrow('is not in UTF-8. Save it in UTF-8')
    expect(await readFile(file)).toEqual(bytes)
  })

  it('keeps the other lines of a file in UTF-8', async () => {
    const file = await fileWith(Buffer.from('\uFEFFPASSWORD=café\n'))
    await writeEnvFile(file, { COVEO_API_KEY: 'emulator' })
    expect(await readFile(file, 'utf8')).toBe('PASSWORD=café\nCOVEO_API_KEY=emulator\n')
  })
})
