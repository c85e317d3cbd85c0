/** The text of `--help`. */
export const usage = `Usage: coveo-emulator [options]
       coveo-emulator run [options] COMMAND [ARGUMENTS]

A local Coveo for development and tests. Ctrl-C stops it.
With run, starts COMMAND with COVEO_ENDPOINT, COVEO_ORGANIZATION_ID and COVEO_API_KEY set, and ends with it.

  --port N          Port to listen on; 0 picks a free one (4400; with run, a free one if 4400 is in use)
  --host ADDRESS    Address to listen on (127.0.0.1)
  --config FILE     JSON file with options: API keys, settings, documents, groups
  --watch           Reload the config file when it changes
  --write-env FILE  Write the COVEO_ variables to FILE, such as .env.local
  --json            Print one line of JSON when ready, and nothing else
  --help            Print this text
  --version         Print the version
`
