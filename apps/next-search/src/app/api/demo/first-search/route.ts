import { findFirstSearch } from '@coveo-token/demo/server'
import { outcomeResponse } from '../../../../outcome-response.ts'
import { pageStartOptions } from '../../../../page-start-options.ts'

export async function GET(): Promise<Response> {
  return outcomeResponse(await findFirstSearch(await pageStartOptions()))
}
