import { type BaseClientConfiguration, GlideClient, type GlideClusterClient, Script } from '@valkey/valkey-glide'
import { fromValkeyGlide } from '../src/from-valkey-glide.ts'
import type { Opened } from './run-contract.ts'

type GlideClass = typeof GlideClient | typeof GlideClusterClient

/** Opens two clients of Glide: one for calls, and one for the messages. */
export async function openGlide(options: BaseClientConfiguration, Client: GlideClass = GlideClient): Promise<Opened> {
  const [client, subscriber] = [await Client.createClient(options), await Client.createClient(options)]
  return {
    client: fromValkeyGlide({ client, Script, subscriber }),
    close() {
      client.close()
      subscriber.close()
    },
  }
}
