/** A fingerprint as a page reports it. */
export const rejectedFingerprint = 'mPq1c0tJx2yR8a7V'

/** The request that reports it. */
export const rejectionReport = {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ rejected: rejectedFingerprint }),
}
