/**
 * Comma-separated values (RFC 4180) that no spreadsheet takes for formulas.
 *
 * A cell that begins like a formula gets an apostrophe in front. So does what follows a semicolon,
 * tab or line end within a cell, in quotes or not: in many countries that is where a spreadsheet
 * begins a new one.
 */

const EXCEL_MARK = '\ufeff'; // without it Excel does not read UTF-8
const FORMULA = /^[=+\-@＝＋－＠\t\r]/;
const CELL_END = /[;\t\r\n]["\s]*/g;

/** @param {string[][]} rows */
export function toCsv(rows) {
  const lines = rows.map((cells) => `${cells.map(toCell).join(',')}\r\n`);
  return EXCEL_MARK + lines.join('');
}

/** @param {string} text */
function toCell(text) {
  const start = FORMULA.test(text) ? "'" : '';
  const inner = text.replace(CELL_END, (end, at) => {
    return FORMULA.test(text[at + end.length] ?? '') ? `${end}'` : end;
  });
  const safe = start + inner;
  return /[",\r\n;\t]|^\s|\s$/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}
