/** An answer as plain data: what an adapter hands to its framework. */
export interface EndpointResponse {
  status: number
  headers: Readonly<Record<string, string>>
  body: string
}
