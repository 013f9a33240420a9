// The data island, the words of the reader's language, and the numbers of geometry.

import { the } from "./dom.js";

/**
 * All that map_app/layers.py gathered.
 * @type {Island}
 */
export const data = JSON.parse(the("#story").textContent);

export const { story, features } = data;
/** @type {Map<string, Feature>} */
export const byId = new Map(features.map((feature) => [feature.id, feature]));
export let language = data.language;

/** @param {Language} tag */
export function setLanguage(tag) {
  language = tag;
}

/**
 * What is kept under a key that is bound to be there.
 * @template Key, Value
 * @param {Map<Key, Value>} kept
 * @param {Key} key
 * @returns {Value}
 */
export function known(kept, key) {
  const value = kept.get(key);
  if (value === undefined) throw new Error(`nothing is kept under ${key}`);
  return value;
}

/**
 * The text in the reader's language.
 * @param {Bilingual} text
 * @returns {string}
 */
export const pick = (text) => text[language];

/**
 * The interface word at a path such as "popup.drawn", its {braces} filled in.
 * @param {string} path
 * @param {Values} [values]
 * @returns {string}
 */
export function word(path, values = {}) {
  const [section, name, form] = path.split(".");
  const found = data.words[language][section][name];
  return fill(typeof found === "string" ? found : found[form], values);
}

/**
 * A text with its {braces} filled in.
 * @param {string} text
 * @param {Values} values
 * @returns {string}
 */
export const fill = (text, values) =>
  text.replace(/\{(\w+)\}/g, (whole, key) => (Object.hasOwn(values, key) ? String(values[key]) : whole));

/**
 * The locale whose numbers the reader expects.
 * @returns {string}
 */
const locale = () => word("locale.numbers");

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
 * Rules of the reader's language: making them is slow, so they are kept.
 * @template Rule
 * @param {string} name
 * @param {new (locale: string, options?: object) => Rule} Rules
 * @param {object} [options]
 * @returns {Rule}
 */
export function made(name, Rules, options) {
  const key = `${language} ${name}`;
  if (!kept.has(key)) kept.set(key, new Rules(locale(), options));
  return /** @type {Rule} */ (kept.get(key));
}
/** @type {Map<string, unknown>} */
const kept = new Map();

const values = new Uint8Array(128);
[...data.alphabet].forEach((character, value) => {
  values[character.charCodeAt(0)] = value;
});

/**
 * Read what map_app/pack.py packed: each point as degrees, and whether it begins a line.
 * @param {string} packed
 * @param {number} decimals
 * @param {(lng: number, lat: number, first: boolean) => void} visit
 */
export function readPacked(packed, decimals, visit) {
  const scale = 10 ** -decimals;
  let at = 0;
  const read = () => {
    let number = 0;
    for (let shift = 0; ; shift += 5) {
      const value = values[packed.charCodeAt(at++)];
      number |= (value & 31) << shift;
      if (value < 32) return number;
    }
  };
  const change = () => {
    const doubled = read();
    return doubled & 1 ? -((doubled + 1) >> 1) : doubled >> 1;
  };
  let x = 0;
  let y = 0;
  while (at < packed.length) {
    const count = read();
    for (let i = 0; i < count; i++) {
      x += change();
      y += change();
      visit(x * scale, y * scale, i === 0);
    }
  }
}

/** @type {Map<string, L.LatLng[][]>} */
const unpacked = new Map();

/**
 * Unpack into lines of Leaflet's positions; a shape and its target share them.
 * @param {string} packed
 * @param {number} decimals
 * @returns {L.LatLng[][]}
 */
export function unpackOnce(packed, decimals) {
  const before = unpacked.get(packed);
  if (before) return before;
  /** @type {L.LatLng[][]} */
  const lines = [];
  readPacked(packed, decimals, (lng, lat, first) => {
    if (first) lines.push([]);
    lines.at(-1)?.push(new L.LatLng(lat, lng));
  });
  unpacked.set(packed, lines);
  return lines;
}
