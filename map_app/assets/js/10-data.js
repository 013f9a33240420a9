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
  const found = path.split(".").reduce((part, key) => part[key], data.words[language]);
  return found.replace(/\{(\w+)\}/g, (whole, key) => (key in values ? String(values[key]) : whole));
}

/** The interface words for a number of things. */
const counted = (path, count) =>
  word(`${path}.${new Intl.PluralRules(language).select(count) === "one" ? "one" : "other"}`, {
    count: new Intl.NumberFormat(language).format(count),
  });

const values = new Uint8Array(128);
[...data.alphabet].forEach((character, value) => {
  values[character.charCodeAt(0)] = value;
});

/** Unpack what map_app/pack.py packed: lines of [latitude, longitude] in degrees. */
function unpack(packed, decimals) {
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
  const lines = [];
  let x = 0;
  let y = 0;
  while (at < packed.length) {
    const line = new Array(read());
    for (let i = 0; i < line.length; i++) {
      x += change();
      y += change();
      line[i] = [y * scale, x * scale];
    }
    lines.push(line);
  }
  return lines;
}
