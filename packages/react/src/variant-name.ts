'use client'

/**
 * Augment it with `coveo: typeof coveo` of your server file, by a type-only import, and TypeScript checks the names of variants in the page.
 */
// biome-ignore lint/suspicious/noEmptyInterface: applications augment it
export interface Register {}

type RegisteredVariant<Registered> = Registered extends {
  readonly coveo: { readonly tokens: { readonly issue: (user: never, options?: infer Options) => unknown } }
}
  ? NonNullable<Options> extends { readonly variant?: infer Name }
    ? Extract<Name, string>
    : never
  : string

/** The variant names of the registered object; any text where none is registered. */
export type VariantName = RegisteredVariant<Register>

export interface VariantOption {
  /** One of the variants that your server allows, such as a hub or a site. Default: that of the provider. */
  readonly variant?: VariantName | undefined
}
