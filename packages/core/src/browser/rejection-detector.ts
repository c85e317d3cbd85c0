import { readTokenClaims } from '../shared/token-claims.ts'

/** Headless renews before every action once a token has this much left by the browser's clock. */
const headlessLeadMs = 60_000
/** Requests with the previous token may still fail this long after the handover of a new one. */
const lateFailureMs = 10_000
/** Headless calls once or twice for each action; this many calls for one token within the window mean that Coveo rejects it. */
const repeatedCalls = 3
const callWindowMs = 10_000
/** At most this many reports within the window. After that Headless gets the token that is held, and gives up by itself. */
const maxReports = 2
const reportWindowMs = 60_000

export interface RejectionDetector {
  /** Records a call of `renewAccessToken()`. */
  readonly called: () => void
  /** Records a report to the endpoint. */
  readonly reported: () => void
  /** Records that Headless got another token, and whether requests with the previous one may still fail. */
  readonly handedOver: (handover: { mayFailLate: boolean }) => void
  /** Whether Headless can only be calling because Coveo rejected `token`. */
  readonly isRejected: (token: string) => boolean
}

/** Detects rejected tokens by repeated calls: Headless calls `renewAccessToken()` without a reason. */
export function createRejectionDetector(): RejectionDetector {
  let calls: number[] = []
  let reports: number[] = []
  let handoverAt = Number.NEGATIVE_INFINITY
  return {
    called() {
      calls = [...within(calls, callWindowMs), Date.now()]
    },
    reported() {
      reports = [...within(reports, reportWindowMs), Date.now()]
    },
    handedOver({ mayFailLate }) {
      calls = []
      if (mayFailLate) handoverAt = Date.now()
    },
    isRejected(token) {
      // A browser clock that is ahead makes Headless call for every action.
      const isImpatient = Number(readTokenClaims(token)?.exp) * 1_000 <= Date.now() + headlessLeadMs
      if (within(reports, reportWindowMs).length >= (isImpatient ? 1 : maxReports)) return false
      const mayBeLate = Date.now() - handoverAt < lateFailureMs
      return calls.length >= (isImpatient || mayBeLate ? repeatedCalls : 1)
    },
  }
}

function within(times: readonly number[], windowMs: number): number[] {
  return times.filter((time) => time > Date.now() - windowMs)
}
