/** The process was frozen or starved during a mint, so its failure says nothing about Coveo. */
export class InterruptedMint extends Error {}
