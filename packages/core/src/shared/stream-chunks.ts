/** Iterates over the chunks of a stream, which some runtimes cannot. Cancels the stream when the caller stops early. */
export async function* streamChunks(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } finally {
    // Not awaited: the sender of an unfinished stream may never respond.
    void reader.cancel().catch(() => undefined)
  }
}
