/** The process was frozen or starved during a mint, so its result says nothing about Coveo. */
export class InterruptedMint extends Error {
  override readonly name = 'InterruptedMint'
}
