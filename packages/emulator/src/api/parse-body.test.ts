import { describe, expect, it } from 'vitest'
import { parseBody } from './parse-body.ts'

async function parseForm(fields: Readonly<Record<string, string>>) {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  const request = new Request('http://localhost/', { method: 'POST', body: form })
  const contentType = request.headers.get('Content-Type') ?? undefined
  return parseBody(await request.text(), { contentType, strictJson: false })
}

describe('parseBody', () => {
  it.each<Record<string, string>>([
    { token: 'xx-1' },
    { one: '', two: 'a\r\nb', three: 'é "quoted" name="other"\r\n\r\n--' },
    { text: '--boundary\r\nContent-Disposition: form-data; name="text"\r\n\r\nvalue' },
  ])('reads the fields of a FormData: %j', async (fields) => {
    expect(await parseForm(fields)).toEqual(fields)
  })

  it('ignores a part without a name or a value', () => {
    const text = '--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b\r\nname="y"\r\n--b--\r\n'
    expect(parseBody(text, { contentType: 'multipart/form-data; boundary=b', strictJson: false })).toEqual({})
  })
})
