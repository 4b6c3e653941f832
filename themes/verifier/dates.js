/**
 * Dates as `dateTimeStamp` (VC Data Model 2.0 section 4.9), with one reading in both languages.
 *
 * Times are milliseconds since 1970-01-01T00:00:00Z. `Date.parse` and Python's `fromisoformat` are
 * not used: each takes forms that the other refuses.
 */

// XML Schema 1.1 Part 2 dateTimeStamp, less years outside 1000-9999, 24:00:00 and long fractions.
const STAMP = new RegExp(
  '^([1-9][0-9]{3})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\\.([0-9]{1,9}))?' +
    '(?:Z|([+-])([0-9]{2}):([0-9]{2}))$',
);
const MAX_OFFSET_MINUTES = 14 * 60;
const FIRST = -30_610_224_000_000; // 1000-01-01T00:00:00Z
const LAST = 253_402_300_799_999; // 9999-12-31T23:59:59.999Z

/**
 * Read `text` as milliseconds since the epoch; null if it is not a valid dateTimeStamp.
 * @param {string} text
 * @returns {number | null}
 */
export function parseDateTimeStamp(text) {
  const match = STAMP.exec(text);
  if (match === null) return null;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number);
  const whole = Date.UTC(year, month - 1, day, hour, minute, second);
  // Date.UTC carries 30 February over into March; reading it back shows that.
  if (new Date(whole).toISOString().slice(0, 19) !== text.slice(0, 19)) return null;
  const milliseconds = whole + Number((match[7] ?? '0').padEnd(3, '0').slice(0, 3));
  if (match[8] === undefined) return milliseconds;
  const minutes = Number(match[10]);
  const offset = Number(match[9]) * 60 + minutes;
  if (minutes > 59 || offset > MAX_OFFSET_MINUTES) return null;
  const moment = milliseconds - (match[8] === '+' ? offset : -offset) * 60_000;
  // An offset may carry the moment out of the years that every reader can write.
  return moment >= FIRST && moment <= LAST ? moment : null;
}
