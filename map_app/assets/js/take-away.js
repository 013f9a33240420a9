// What the reader can carry off from the page itself, without a network.

import { cited } from "./cite.js";
import { data, features, placesOf, story, unpackOnce } from "./data.js";
import { el, link } from "./dom.js";
import { cutAtAntimeridian, rounded, toPolygons, wrapped } from "./geometry.js";
import { isShown } from "./map.js";
import { saveViewAsPng, viewAsSvg } from "./picture.js";
import { saveText, toJson } from "./save.js";
import { listed, word } from "./words.js";
import { speakerOf, spellFigure } from "./telling.js";

/** @returns {HTMLElement} */
export function takeAway() {
  /** @type {(name: string, make: () => void) => HTMLElement} */
  const button = (name, make) => {
    const it = el("button", { type: "button", class: "plain" }, word(`take.${name}`));
    it.onclick = make;
    return it;
  };
  return el(
    "section",
    { class: "take-away", "aria-labelledby": "take-title" },
    el("h2", { id: "take-title" }, word("take.title")),
    el("p", { class: "hint" }, word("take.hint")),
    el("p", { class: "hint" }, word("take.licence", { authors: listed(story.authors) }), " ", link(story.licence.address, story.licence.name), "."),
    button("geojson", () => saveText(`${story.id}.geojson`, "application/geo+json", toJson(shownAsGeoJson()))),
    button("csv", () => saveText(`${story.id}-claims.csv`, "text/csv", shownAsCsv())),
    button("svg", () => saveText(`${story.id}.svg`, "image/svg+xml", viewAsSvg())),
    button("png", saveViewAsPng),
  );
}

/** @returns {Feature[]} */
const shownFeatures = () => features.filter(({ layer }) => isShown(layer));

/**
 * The claims that the features shown rest on, and those that these rest on or see, all the way.
 * @returns {string[]}
 */
function shownClaims() {
  const reached = new Set(shownFeatures().flatMap(({ claims, sources }) => [...claims, ...sources]));
  // What is added to a set is visited too.
  for (const id of reached) {
    const { rests_on = [], see = [] } = story.claims[id];
    for (const next of [...rests_on, ...see]) reached.add(next);
  }
  return Object.keys(story.claims).filter((id) => reached.has(id));
}

/**
 * A text in each of the story's languages, each under a name of its own.
 * @template Value
 * @param {string} name
 * @param {(language: Language) => Value} say
 * @returns {Record<string, Value>}
 */
const inEach = (name, say) => Object.fromEntries(story.languages.map((language) => [`${name}_${language}`, say(language)]));

/**
 * A claim under the names that geo/records.py gives to what is known of it.
 * @param {string} id
 * @returns {Record<string, string | number | string[] | null>}
 */
function recordOf(id) {
  const { voice, says, later, figures = [], sources = [], rests_on = [], see = [], ...rest } = story.claims[id];
  const { paragraph = null, quote = null, anchor = null, when = null } = rest;
  /** @type {(sources: Source[]) => string[]} */
  const cite = (sources) => [...new Set(sources.map(({ publisher, address }) => `${publisher}: ${address}`))];
  return {
    id,
    voice,
    paragraph,
    ...inEach("speaker", (language) => speakerOf(story.claims[id], language) ?? null),
    ...inEach("says", (language) => says[language]),
    quote,
    anchor,
    ...inEach("figures", (language) => figures.map((figure) => spellFigure(figure, language))),
    when,
    sources: cite(sources),
    ...inEach("later", (language) => later?.[language] ?? null),
    later_sources: cite(see.flatMap((name) => story.claims[name].sources ?? [])),
    rests_on,
    see,
    features: placesOf(id).map((feature) => feature.id),
  };
}

/**
 * The shapes that the map shows, as RFC 7946 writes them; lines are cut at the antimeridian.
 * Beside them stand, as it allows, the claims, whose they are, and the bands of what fades.
 * @returns {GeoJSON.FeatureCollection & Record<string, unknown>}
 */
function shownAsGeoJson() {
  const shown = shownFeatures();
  return {
    type: "FeatureCollection",
    title: story.title,
    authors: story.authors,
    licence: story.licence,
    citation: word("cite.whole", cited()),
    article: story.article,
    data: data.data.filter(({ id }) => shown.some((feature) => feature.data.includes(id))).map(({ title, credit, licence }) => ({ title, credit, licence })),
    claims: shownClaims().map(recordOf),
    bands: shown.flatMap(bandsOf),
    features: shown.map((feature) => ({
      type: "Feature",
      id: feature.id,
      geometry: geometryOf(feature, feature.outline ?? feature.bands[0].lines),
      properties: {
        layer: feature.layer,
        ...inEach("name", (language) => feature.name[language]),
        precision: feature.precision,
        claims: feature.claims,
        ...inEach("note", (language) => feature.note[language]),
        georeferenceProtocol: feature.note[story.languages[0]],
        license: story.licence.address,
        ...data.records[feature.id],
      },
    })),
  };
}

/**
 * The parts of a feature that fades, the faintest first; an area holds all that is firmer.
 * @param {Feature} feature
 * @returns {GeoJSON.Feature[]}
 */
function bandsOf(feature) {
  if (feature.bands.length === 1) return [];
  const and_firmer = feature.geometry === "area";
  return feature.bands.map(({ strength, lines }) => ({
    type: "Feature",
    geometry: geometryOf(feature, lines),
    properties: { feature: feature.id, strength, and_firmer },
  }));
}

/**
 * @param {Feature} feature
 * @param {string} packed
 * @returns {GeoJSON.Geometry}
 */
function geometryOf(feature, packed) {
  /** @type {Position[][]} */
  const lines = unpackOnce(packed, feature.decimals).map((line) => line.map(({ lat, lng }) => [rounded(lng), rounded(lat)]));
  if (feature.geometry === "point") return { type: "Point", coordinates: wrapped(lines[0])[0] };
  if (feature.geometry === "line") return { type: "MultiLineString", coordinates: lines.flatMap(cutAtAntimeridian) };
  return { type: "MultiPolygon", coordinates: toPolygons(lines) };
}

/**
 * The claims of what the map shows, as a table that no spreadsheet takes for a formula.
 * @returns {string}
 */
function shownAsCsv() {
  const rows = shownClaims().map(recordOf);
  const lines = [Object.keys(rows[0] ?? {}), ...rows.map(Object.values)];
  return `\ufeff${lines.map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
}

/**
 * @param {string | number | string[] | null} value
 * @returns {string}
 */
function cell(value) {
  const text = Array.isArray(value) ? value.join(" | ") : String(value ?? "");
  return `"${(/^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
}
