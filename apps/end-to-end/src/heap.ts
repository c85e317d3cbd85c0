import type { CDPSession } from '@playwright/test'

interface HeapSnapshot {
  snapshot: { meta: { node_fields: string[]; node_types: [string[], ...unknown[]] } }
  nodes: number[]
  strings: string[]
}

export interface PageMemory {
  listeners: number
  nodes: number
  /** Bytes of objects that scripts created, without compiled code and the browser's own records (resource timings). */
  scriptBytes: number
  /** JSON Web Tokens among the strings. */
  tokens: number
}

const notOfScripts = ['native', 'code', 'hidden', 'synthetic', 'object shape']

/** Measures a page after garbage collection. */
export async function pageMemory(devtools: CDPSession): Promise<PageMemory> {
  await devtools.send('HeapProfiler.collectGarbage')
  const { jsEventListeners: listeners, nodes } = await devtools.send('Memory.getDOMCounters')
  return { listeners, nodes, ...sumUp(await takeSnapshot(devtools)) }
}

async function takeSnapshot(devtools: CDPSession): Promise<HeapSnapshot> {
  const chunks: string[] = []
  const add = ({ chunk }: { chunk: string }) => chunks.push(chunk)
  devtools.on('HeapProfiler.addHeapSnapshotChunk', add)
  await devtools.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  devtools.off('HeapProfiler.addHeapSnapshotChunk', add)
  return JSON.parse(chunks.join(''))
}

function sumUp({ snapshot, nodes, strings }: HeapSnapshot) {
  const { node_fields: fields, node_types: types } = snapshot.meta
  const [type, name, size] = ['type', 'name', 'self_size'].map((field) => fields.indexOf(field)) as [
    number,
    number,
    number,
  ]
  let scriptBytes = 0
  let tokens = 0
  for (let node = 0; node < nodes.length; node += fields.length) {
    const kind = types[0][nodes[node + type] ?? 0] ?? ''
    if (!notOfScripts.includes(kind)) scriptBytes += nodes[node + size] ?? 0
    if (kind.includes('string') && strings[nodes[node + name] ?? 0]?.startsWith('eyJ')) tokens++
  }
  return { scriptBytes, tokens }
}
