import { tokenEndpoint } from '../coveo.server'
import type { Route } from './+types/coveo-token'

export const loader = ({ request }: Route.LoaderArgs) => tokenEndpoint(request)
export const action = ({ request }: Route.ActionArgs) => tokenEndpoint(request)
