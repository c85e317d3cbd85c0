import type { DocumentInput } from '../../documents/document.ts'
import type { PipelineInput } from '../../search/pipeline.ts'

function message(id: string, fields: object): DocumentInput {
  return {
    id,
    title: `Message ${id} of the thread`,
    body: 'A message about escalation.',
    clickUri: `https://mail.example.com/${id}`,
    source: 'Mail',
    department: 'Support',
    date: '2025-03-01',
    allowed: ['Everyone'],
    ...fields,
  }
}

function product(position: number): DocumentInput {
  return {
    id: `product-${position}`,
    title: `Gauge ${position}`,
    body: 'A gauge with a calibration certificate.',
    clickUri: `https://shop.example.com/${position}`,
    source: 'Shop',
    department: position % 2 === 0 ? 'Sales' : 'Product',
    objecttype: 'Guide',
    date: `2026-0${(position % 6) + 1}-15`,
    allowed: ['Everyone'],
    price: position * 10,
  }
}

/** Two messages of one thread, a third of another, and twelve products with prices and dates. */
export const controllerDocuments: DocumentInput[] = [
  message('a', { foldingcollection: 'thread', foldingchild: ['a'] }),
  message('b', { foldingcollection: 'thread', foldingchild: ['b'], foldingparent: 'a' }),
  message('c', { foldingcollection: 'other', foldingchild: ['c'] }),
  ...Array.from({ length: 12 }, (_, at) => product(at + 1)),
]

/** A trigger of each type, and a smart snippet with a related one. */
export const controllerPipeline: PipelineInput = {
  triggers: [
    { query: 'contact', type: 'redirect', content: 'https://www.example.com/contact' },
    { query: 'outage', type: 'notify', content: 'The shop is closed.' },
    { query: 'colors', type: 'execute', content: { name: 'paint', params: ['red', 2] } },
    { query: 'meter', type: 'query', content: 'gauge' },
  ],
  smartSnippets: [
    {
      query: 'escalation',
      heading: 'How to escalate',
      snippet: 'Call the manager.',
      document: 'a',
      related: [{ heading: 'Who is the manager?', snippet: 'See the list.', document: 'b' }],
    },
  ],
}
