// Words out of the tables that map_app/text holds, in whichever language they are.

/**
 * A text with its {braces} filled in.
 * @param {string} text
 * @param {Values} values
 * @returns {string}
 */
export const fill = (text, values) =>
  text.replace(/\{(\w+)\}/g, (whole, key) => (Object.hasOwn(values, key) ? String(values[key]) : whole));

/**
 * The words at a path such as "popup.drawn", their {braces} filled in.
 * @param {Words} words
 * @param {string} path
 * @param {Values} [values]
 * @returns {string}
 */
export function wordAt(words, path, values = {}) {
  const [section, name, form] = path.split(".");
  const found = words[section][name];
  return fill(typeof found === "string" ? found : found[form], values);
}
