// What the story draws. Each feature is its visible bands, which do not answer, and one unseen target
// over all of them, which answers the pointer and the keyboard.

import { byId, data, features, known, unpackOnce } from "./data.js";
import { groups, panTo } from "./map.js";
import { listen, openCard, state } from "./state.js";
import { pick } from "./words.js";

/** @type {Map<string, L.Path>} */
export const targets = new Map();
/**
 * Each visible path with its feature.
 * @type {Array<[L.Path, Feature]>}
 */
const bands = [];

/** Let what is drawn follow what is lit up, whose card is open and which language is spoken. */
export function followFeatures() {
  let chosen = state.card?.feature;
  listen(["card"], () => {
    if (chosen) emphasise(chosen, "lifted", false);
    chosen = state.card?.feature;
    if (chosen) emphasise(chosen, "lifted", true);
  });
  listen(["lit"], () => {
    for (const [path, feature] of bands) {
      const element = path.getElement();
      if (element) quieten(element, feature);
    }
  });
  listen(["language"], () => {
    for (const [id, target] of targets) target.getElement()?.setAttribute("aria-label", pick(known(byId, id).name));
  });
}

/**
 * @param {Feature} feature
 * @returns {boolean}
 */
export const isQuiet = ({ id }) => state.lit !== undefined && !state.lit.has(id);

/**
 * @param {Element} element
 * @param {Feature} feature
 */
export function quieten(element, feature) {
  element.classList.toggle("quiet", isQuiet(feature));
}

/**
 * Let what is seen of a feature stand out, or no longer: never by an edge of its own.
 * @param {string} id
 * @param {"lifted" | "focused"} how
 * @param {boolean} on
 */
function emphasise(id, how, on) {
  for (const [path, feature] of bands) if (feature.id === id) path.getElement()?.classList.toggle(how, on);
  document.querySelector(`.label[data-of="${id}"]`)?.classList.toggle(how, on);
}

/**
 * What Leaflet drew for a path; it is there once the path has been on the map.
 * @param {L.Path} path
 * @returns {SVGElement}
 */
export const drawnAs = (path) => /** @type {SVGElement} */ (path.getElement());

/**
 * Draw the features of a layer into its group: now, or when the layer is first shown.
 * @param {L.Map} map
 * @param {string} id
 */
export function drawLayer(map, id) {
  const group = known(groups, id);
  const draw = () => {
    const options = { pane: `layer-${id}`, renderer: L.svg({ pane: `layer-${id}`, padding: 0.2 }) };
    for (const feature of features) if (feature.layer === id) drawFeature(feature, group, options);
  };
  if (map.hasLayer(group)) draw();
  else group.once("add", draw);
}

/** What has no limits that anybody knows. */
const SOFT = new Set(["region", "schematic", "unlocated"]);

/**
 * @param {Feature} feature
 * @param {L.FeatureGroup} group
 * @param {L.PathOptions} options
 */
function drawFeature(feature, group, options) {
  const last = feature.bands.length - 1;
  const kind = SOFT.has(feature.precision) ? `soft ${feature.geometry} target-${feature.precision}` : feature.geometry;
  feature.bands.forEach(({ lines, opacity }, i) => {
    const className = `look-${feature.look} ${kind}${feature.geometry === "line" && i === last ? " last" : ""}`;
    const path = shape(feature, lines, { ...options, interactive: false, className });
    path.on("add", () => {
      drawnAs(path).style.setProperty("--strength", String(opacity));
      quieten(drawnAs(path), feature);
    });
    group.addLayer(path);
    bands.push([path, feature]);
  });
  const target = shape(feature, feature.outline ?? feature.bands[0].lines, {
    ...options,
    className: `target target-${feature.geometry} target-${feature.precision}`,
    bubblingMouseEvents: false,
  });
  target.on("add", () => makeReachable(drawnAs(target), feature));
  target.on("click", (event) => openCard(feature, drawnAs(target), event.latlng));
  targets.set(feature.id, target);
  group.addLayer(target);
}

/**
 * @param {Feature} feature
 * @param {string} packed
 * @param {L.PathOptions} options
 * @returns {L.Path}
 */
function shape(feature, packed, options) {
  const lines = unpackOnce(packed, feature.decimals);
  if (feature.geometry === "point") {
    const radius = options.interactive === false ? data.view.radius : 14;
    return L.circleMarker(lines[0][0], { ...options, radius });
  }
  // A line that is cut at the edge of the view would have its head there.
  return feature.geometry === "line" ? L.polyline(lines, { ...options, noClip: true }) : L.polygon(lines, options);
}

/**
 * @param {SVGElement} element
 * @param {Feature} feature
 */
function makeReachable(element, feature) {
  element.dataset.feature = feature.id;
  element.setAttribute("tabindex", "0");
  element.setAttribute("role", "button");
  element.setAttribute("aria-haspopup", "dialog");
  element.setAttribute("aria-label", pick(feature.name));
  element.onkeydown = (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    openCard(feature, element);
  };
  const isChosen = () => state.card?.feature === feature.id;
  element.onmouseenter = () => emphasise(feature.id, "lifted", true);
  element.onmouseleave = () => emphasise(feature.id, "lifted", isChosen());
  element.onfocus = () => {
    if (!element.matches(":focus-visible")) return;
    emphasise(feature.id, "focused", true);
    panTo(feature);
  };
  element.onblur = () => emphasise(feature.id, "focused", false);
}
