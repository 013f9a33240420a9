// Words, numbers and dates as the reader's language has them.

import { data } from "./data.js";
import { el } from "./dom.js";
import { state } from "./state.js";
import { wordAt } from "./wording.js";

/**
 * The text in the reader's language.
 * @param {Translated} text
 * @returns {string}
 */
export const pick = (text) => text[state.language];

/**
 * A text of the story, in which quoted words of another language are marked as such for those who
 * hear them.
 * @param {string} text
 * @returns {Child[]}
 */
export const said = (text) =>
  text.split(/([“«][^”»]+[”»])/).map((part, i) => {
    const lang = i % 2 ? data.foreign[state.language]?.[part.slice(1, -1)] : undefined;
    return lang ? el("span", { lang }, part) : part;
  });

/**
 * The interface word at a path such as "popup.drawn", its {braces} filled in.
 * @param {string} path
 * @param {Values} [values]
 * @returns {string}
 */
export const word = (path, values) => wordAt(data.words[state.language], path, values);

/**
 * What a precision is drawn as.
 * @param {Precision} name
 * @returns {string}
 */
export const sayPrecision = (name) =>
  word("precision.both", { what: word(`precision.${name}`), how: word(`precision_how.${name}`) });

/**
 * A date or an interval that EDTF writes.
 * @param {string} edtf
 * @returns {string}
 */
export const sayDate = (edtf) => pick(data.dates[edtf].words);

/**
 * The interface words for a number of things.
 * @param {string} path
 * @param {number} count
 * @param {Values} [values]
 * @returns {string}
 */
export function counted(path, count, values = {}) {
  const form = made("plural", Intl.PluralRules).select(count) === "one" ? "one" : "other";
  return word(`${path}.${form}`, { count: numberOf(count), ...values });
}

/**
 * A number as the reader's language writes it.
 * @param {number} value
 * @param {number} [digits] after the point, at most
 * @returns {string}
 */
export const numberOf = (value, digits = 0) =>
  made(`number-${digits}`, Intl.NumberFormat, { maximumFractionDigits: digits }).format(value);

/**
 * Names in a row, as the reader's language joins them.
 * @param {string[]} names
 * @returns {string}
 */
export const listed = (names) => made("list", Intl.ListFormat).format(names);

/**
 * Rules of the reader's language: making them is slow, so they are kept.
 * @template Rule
 * @param {string} name
 * @param {new (locale: string, options?: object) => Rule} Rules
 * @param {object} [options]
 * @returns {Rule}
 */
function made(name, Rules, options) {
  const key = `${state.language} ${name}`;
  if (!kept.has(key)) kept.set(key, new Rules(word("locale.numbers"), options));
  return /** @type {Rule} */ (kept.get(key));
}
/** @type {Map<string, unknown>} */
const kept = new Map();
