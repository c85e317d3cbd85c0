import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { describe, expect, it, onTestFinished } from 'vitest'
import { scanFolders } from './scan-folders.ts'

const key = 'xx01234567-89ab-4cde-8f01-23456789abcd'

async function folderOf(files: Record<string, string | Buffer>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'coveo-token-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), text)
  }
  return folder
}

describe('scanFolders', () => {
  it('finds the key in source maps and across the border of two pieces', async () => {
    const folder = await folderOf({
      'static/a.js': 'ok',
      'static/a.js.map': JSON.stringify({ sourcesContent: [`const key = "${key}"`] }),
      'static/big.js': `${' '.repeat(999_990)}${key}`,
    })
    const { found, files, isCut } = await scanFolders({ folders: [folder], secrets: [key] })
    expect(found.map(({ file }) => file.slice(folder.length)).sort()).toEqual(['/static/a.js.map', '/static/big.js'])
    expect([files, isCut]).toEqual([3, false])
  })

  it('finds every form at every position of the border between two pieces', async () => {
    const forms = [key, Buffer.from(`a${key}`).toString('base64'), [...key].reverse().join(''), encodeURIComponent(key)]
    const files = forms.flatMap((form, at) =>
      [1, form.length >> 1, form.length - 1].map((before) => [
        `${at}-${before}.js`,
        ' '.repeat(1_000_000 - before) + form,
      ]),
    )
    const folder = await folderOf(Object.fromEntries(files))
    const { found } = await scanFolders({ folders: [folder], secrets: [key] })
    expect(found).toHaveLength(files.length)
  })

  it('counts a folder that cannot be read', async () => {
    const folder = await folderOf({ 'a.js': 'ok' })
    const { files, unreadable } = await scanFolders({ folders: [join(folder, 'a.js'), folder], secrets: [key] })
    expect([files, unreadable]).toEqual([1, 1])
  })

  it('scans a folder named cache that is not the one of Next', async () => {
    const folder = await folderOf({ 'assets/cache/a.js': key })
    expect((await scanFolders({ folders: [folder], secrets: [key] })).found).toHaveLength(1)
  })

  it('reads files that a build tool compressed', async () => {
    const script = `const key = '${key}'`
    const folder = await folderOf({
      'a.js.gz': gzipSync(script),
      'a.js.br': brotliCompressSync(script),
      'b.js.gz': 'broken',
    })
    const { found, unreadable } = await scanFolders({ folders: [folder], secrets: [key] })
    expect(found.map(({ file }) => file.slice(folder.length)).sort()).toEqual(['/a.js.br', '/a.js.gz'])
    expect(unreadable).toBe(1)
  })

  it('skips caches, modules, env files and links, and a folder that is missing', async () => {
    const folder = await folderOf({
      '.next/cache/a': key,
      'node_modules/a.js': key,
      'standalone/.env': key,
      'b.js': '',
    })
    await symlink(folder, join(folder, 'loop'))
    const { found, files } = await scanFolders({ folders: [folder, join(folder, 'missing')], secrets: [key] })
    expect([found, files]).toEqual([[], 1])
  })

  it('stops at the limit of files and of bytes', async () => {
    const folder = await folderOf({ a: '12345', b: '12345', c: '12345' })
    const byFiles = await scanFolders({ folders: [folder], secrets: [key], maxFiles: 2 })
    expect(byFiles).toMatchObject({ files: 2, isCut: true })
    const byBytes = await scanFolders({ folders: [folder], secrets: [key], maxBytes: 6 })
    expect(byBytes).toMatchObject({ files: 2, isCut: true })
    const big = await folderOf({ a: ' '.repeat(2_000_000) + key })
    expect(await scanFolders({ folders: [big], secrets: [key], maxBytes: 6 })).toMatchObject({ found: [], isCut: true })
  })
})
