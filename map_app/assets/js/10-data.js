// The data island, the words of the reader's language, and the numbers of geometry.

/** All that map_app/layers.py gathered. */
const data = JSON.parse(document.getElementById("story").textContent);

const { story, features } = data;
const byId = new Map(features.map((feature) => [feature.id, feature]));
let language = data.language;

/** The text in the reader's language. */
const pick = (text) => text[language];

/** The interface word at a path such as "popup.drawn", its {braces} filled in. */
function word(path, values = {}) {
  return fill(path.split(".").reduce((part, key) => part[key], data.words[language]), values);
}

/** A text with its {braces} filled in. */
const fill = (text, values) =>
  text.replace(/\{(\w+)\}/g, (whole, key) => (Object.hasOwn(values, key) ? String(values[key]) : whole));

/** The locale whose numbers the reader expects. */
const locale = () => data.words[language].locale.numbers;

/** The interface words for a number of things. */
function counted(path, count, values = {}) {
  const form = made("plural", Intl.PluralRules).select(count) === "one" ? "one" : "other";
  return word(`${path}.${form}`, { count: numberOf(count), ...values });
}

/** A number as the reader's language writes it. */
const numberOf = (value, digits = 0) =>
  made(`number-${digits}`, Intl.NumberFormat, { maximumFractionDigits: digits }).format(value);

/** Rules of the reader's language: making them is slow, so they are kept. */
function made(name, Rules, options) {
  const key = `${language} ${name}`;
  if (!kept.has(key)) kept.set(key, new Rules(locale(), options));
  return kept.get(key);
}
const kept = new Map();

const values = new Uint8Array(128);
[...data.alphabet].forEach((character, value) => {
  values[character.charCodeAt(0)] = value;
});

/** Read what map_app/pack.py packed: each point as degrees, and whether it begins a line. */
function readPacked(packed, decimals, visit) {
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

const unpacked = new Map();

/** Unpack into lines of Leaflet's positions; a shape and its target share them. */
function unpackOnce(packed, decimals) {
  if (unpacked.has(packed)) return unpacked.get(packed);
  const lines = [];
  readPacked(packed, decimals, (lng, lat, first) => {
    if (first) lines.push([]);
    lines.at(-1).push(new L.LatLng(lat, lng));
  });
  unpacked.set(packed, lines);
  return lines;
}
