import { readTokenClaims } from '../../shared/token-claims.ts'

/** Headless renews before every action once a token has this much left by the browser's clock. */
const headlessLeadMs = 60_000
/** Requests with the previous token may still fail this long after the handover of a new one. */
const lateFailureMs = 10_000
/** Late failures to expect where the requests are not counted. */
const usualLateFailures = 2
/** Calls for one token within this time count together. */
const callWindowMs = 10_000
/** At most this many reports within the window. */
const maxReports = 2
const reportWindowMs = 60_000
/** After the last report, more calls than these are a loop that Headless does not end: it ends one only where Coveo responds fast. */
const maxCallsAfterReports = 8

/** Milliseconds by a clock that ignores corrections of the wall clock. */
const clock = () => performance.now()

/** `valid`: return the token. `rejected`: report it. `looping`: hold the call until the token may be reported again. */
export type TokenVerdict = 'valid' | 'rejected' | 'looping'

export interface RejectionDetector {
  /** Records a request to Coveo with the current token. */
  readonly sent: () => void
  /** Records a call of `renewAccessToken()`. */
  readonly called: () => void
  /** Records a report to the endpoint. */
  readonly reported: () => void
  /** Records that Headless got another token, and whether requests with the previous one may still fail. */
  readonly handedOver: (handover: { mayFailLate: boolean }) => void
  /** Why Headless calls while it holds `token`; `isKnown`: Coveo rejected it for sure. */
  readonly judge: (token: string, options: { isKnown: boolean }) => TokenVerdict
  /** Milliseconds until a token may be reported again. */
  readonly pauseMs: () => number
}

/** Detects rejected tokens by repeated calls: Headless calls `renewAccessToken()` without a reason. */
export function createRejectionDetector(): RejectionDetector {
  let requests: number[] = []
  let calls: number[] = []
  let reports: number[] = []
  let handoverAt = Number.NEGATIVE_INFINITY
  let lateFailures = 0

  /** The calls that are no sign of a rejection: each has another reason. */
  function excusedCalls(isImpatient: boolean): number {
    const late = clock() - handoverAt < lateFailureMs ? lateFailures : 0
    return isImpatient ? Math.max(late, usualLateFailures) : late
  }

  return {
    sent() {
      requests = [...within(requests, lateFailureMs), clock()]
    },
    called() {
      calls = [...within(calls, callWindowMs), clock()]
    },
    reported() {
      reports = [...within(reports, reportWindowMs), clock()]
    },
    handedOver({ mayFailLate }) {
      calls = []
      if (!mayFailLate) return
      handoverAt = clock()
      // One of the requests made the call that led to the handover.
      lateFailures = requests.length > 0 ? within(requests, lateFailureMs).length - 1 : usualLateFailures
      requests = []
    },
    judge(token, { isKnown }) {
      // A browser clock that is ahead makes Headless call for every action.
      const isImpatient = !isKnown && Number(readTokenClaims(token)?.exp) * 1_000 <= Date.now() + headlessLeadMs
      if (within(reports, reportWindowMs).length >= (isImpatient ? 1 : maxReports)) {
        return !isKnown && !isImpatient && calls.length > maxCallsAfterReports ? 'looping' : 'valid'
      }
      return isKnown || calls.length > excusedCalls(isImpatient) ? 'rejected' : 'valid'
    },
    pauseMs: () => Math.max(0, Number(within(reports, reportWindowMs)[0]) + reportWindowMs - clock()),
  }
}

function within(times: readonly number[], windowMs: number): number[] {
  return times.filter((time) => time > clock() - windowMs)
}
