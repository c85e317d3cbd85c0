/** Buttons that move the clock, and the token lifetime. */
export const clockControls = `<div class="bar" data-live hidden>
<div class="group" role="group" aria-label="Clock">
<button type="button" data-advance="300000">+5 min</button>
<button type="button" data-advance="3600000">+1 h</button>
<button type="button" id="freeze" aria-pressed="false">Freeze</button>
<button type="button" id="reset-clock">Reset clock</button>
</div>
<label>Token lifetime <select id="lifetime">
<option value="">as requested</option>
<option value="60000">1 min</option>
<option value="300000">5 min</option>
<option value="3600000">1 h</option>
</select></label>
</div>`

/** The form that registers a fault. */
export const faultForm = `<form id="break" data-live hidden aria-labelledby="break-title">
<h2 id="break-title">Break something</h2>
<label>What happens <select name="effect">
<option value='{"status":401}'>401 Unauthorized</option>
<option value='{"status":429,"retryAfter":2}'>429 Too many requests</option>
<option value='{"status":503,"retryAfter":2}'>503 Unavailable</option>
<option value='{"delayMs":4000}'>Slow, 4 seconds</option>
<option value='{"reset":true}'>Connection closed</option>
<option value='{"body":"malformed"}'>Malformed response</option>
</select></label>
<label>Where <select name="route">
<option value='["searchToken","platformToken"]'>Tokens</option>
<option value='["search","querySuggest","facetSearch","plan","html"]'>Searches</option>
<option value='["events","analytics"]'>Analytics</option>
<option value='"*"'>Everything</option>
</select></label>
<label>How often <select name="times">
<option value="1">Once</option>
<option value="n">Several times</option>
<option value="always">Until stopped</option>
</select></label>
<label id="count" hidden>Times <input name="count" type="number" min="1" max="1000" value="3"></label>
<button type="submit" class="primary">Break</button>
</form>`

/** Filters of the journal. */
export const journalFilters = `<div class="bar filters" data-live hidden role="group" aria-label="Filter requests">
<label>Call <select id="filter-route"><option value="">all</option></select></label>
<label>Caller <select id="filter-caller"><option value="">all</option></select></label>
<label>Status <select id="filter-status">
<option value="">all</option>
<option value="2">2xx</option>
<option value="3">3xx</option>
<option value="4">4xx</option>
<option value="5">5xx</option>
<option value="0">closed</option>
</select></label>
</div>`
