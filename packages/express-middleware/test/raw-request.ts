import { connect } from 'node:net'

export interface RawRequest {
  port: number
  /** Sent as it is, byte for byte. */
  text: string
  /** Sent after the text, again and again, until the server responds. */
  poured?: string
}

export interface RawResponse {
  status: number
  head: string
  body: string
  bytesSent: number
}

/** Sends raw bytes and reads the response until the server closes the connection. */
export function sendRaw({ port, text, poured }: RawRequest): Promise<RawResponse> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(text)
      if (poured !== undefined) pour()
    })
    let received = ''
    function pour(): void {
      while (received === '' && !socket.destroyed) if (!socket.write(poured ?? '')) return
    }
    socket.on('drain', pour)
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1')
      if (received.includes('\r\n\r\n')) socket.end()
    })
    socket.on('error', () => {})
    socket.on('close', () => {
      const [head = '', body = ''] = received.split('\r\n\r\n')
      resolve({ status: Number(head.split(' ')[1] ?? 0), head, body, bytesSent: socket.bytesWritten })
    })
  })
}
