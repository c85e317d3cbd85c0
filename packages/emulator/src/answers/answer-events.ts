import { wait } from '../clock/wait.ts'
import { uniqueIdOf } from '../search/result.ts'
import type { Passage } from './retrieve-passages.ts'

/** Returns the server-sent events of generated text: the best passage, with citations. */
export async function* answerEvents(passages: readonly Passage[]): AsyncGenerator<string> {
  const answerGenerated = passages.length > 0
  yield event('genqa.headerMessageType', { contentFormat: 'text/plain' })
  for (const part of passages[0]?.text.split(/(?<= )/) ?? []) {
    await wait(0)
    yield event('genqa.messageType', { textDelta: part, padding: '' })
  }
  if (answerGenerated) yield event('genqa.citationsType', { citations: passages.map(citation) })
  yield event('genqa.endOfStreamType', { answerGenerated }, 'COMPLETED')
}

function citation({ entry, text }: Passage, position: number) {
  const { title, clickUri, source } = entry.document
  return {
    id: `${uniqueIdOf(entry.document)}-${position}`,
    title,
    uri: clickUri,
    clickUri,
    permanentid: entry.fields.permanentid,
    source,
    text,
    fields: { filetype: entry.fields.filetype },
  }
}

function event(payloadType: string, payload: object, finishReason: string | null = null): string {
  return `data: ${JSON.stringify({ payloadType, payload: JSON.stringify(payload), finishReason })}\n\n`
}
