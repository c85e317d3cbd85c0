/** The path of `forgetResultsScript`. Content security policies of this site allow no inline scripts. */
export const forgetResultsPath = '/forget-results.js'

/**
 * Runs in the HTML before the results that came with it: a URL with a fragment is another search, which only the browser
 * knows. Hides them until React shows their placeholder.
 */
export const forgetResultsScript =
  "if (location.hash.length > 1) document.currentScript.parentElement.style.visibility = 'hidden'\n"
