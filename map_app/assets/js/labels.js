// The names on the map, as elements; places.js says where each may stand.

import { data, features, unpackOnce } from "./data.js";
import { afterPaint, el } from "./dom.js";
import { isQuiet, quieten } from "./features.js";
import { isShown, middleOf, theMap } from "./map.js";
import { boxAround, placeNames } from "./places.js";
import { listen } from "./state.js";
import { pick } from "./words.js";

/** @type {Label[]} */
export let labels = [];

/** Write the names, and let them follow what is shown, lit and spoken. */
export function followLabels() {
  writeLabels();
  listen(["language"], () => afterPaint(writeLabels));
  listen(["lit"], () => {
    for (const { text, feature } of labels) if (feature) quieten(text, feature);
    placeLabels();
  });
  theMap.on("moveend resize overlayadd overlayremove", placeLabels);
}

/** Write all names afresh, in the reader's language. */
function writeLabels() {
  for (const { marker } of labels) marker.remove();
  labels = [
    ...features.flatMap((feature) => (feature.label ? [writeLabel(pick(feature.label), feature, `of-${feature.look}`, feature)] : [])),
    ...data.base.labels.map((place) => ({ ...writeLabel(pick(place.name), place, `of-${place.kind}`), place })),
  ];
  for (const { text, feature } of labels) if (feature) quieten(text, feature);
  placeLabels();
}

/**
 * @param {string} name
 * @param {{at: Position}} placed
 * @param {string} kind
 * @param {Feature} [feature]
 * @returns {Label}
 */
function writeLabel(name, placed, kind, feature) {
  const doubt = feature && feature.geometry !== "line" ? el("small", { class: "doubt" }, pick(feature.doubt)) : undefined;
  const number = feature?.number ? el("span", { class: "number" }, String(feature.number)) : undefined;
  const text = el("span", { class: `label ${kind}`, "data-of": feature?.id }, number, name, doubt);
  const at = middleOf(placed);
  const marker = L.marker(at, {
    pane: "labels",
    interactive: false,
    keyboard: false,
    icon: L.divIcon({ html: text, className: "label-anchor", iconSize: [0, 0] }),
  }).addTo(theMap);
  return { marker, text, at, feature };
}

/** Choose a place for each name, or none. */
export function placeLabels() {
  const { gap } = data.layout;
  const dots = features
    .filter((feature) => feature.geometry === "point" && isShown(feature.layer))
    .map((feature) => boxAround(onScreen(middleOf(feature)), gap, gap));
  const { x, y } = theMap.getSize();
  const shown = labels.filter(mayBeNamed);
  const places = placeNames(shown.map(nameOf), [x, y], [...dots, ...controlBoxes()], data.layout);
  for (const { text } of labels) text.classList.add("waiting");
  places.forEach((place, i) => {
    if (!place) return;
    const { text, at } = shown[i];
    const [left, top] = onScreen(at);
    text.classList.remove("waiting");
    text.style.transform = `translate(${place[0] - left}px, ${place[1] - top}px) translate(-50%, -50%)`;
  });
}

/**
 * Whether a name may be on the map at all: one of the ground only from near enough, and unless it is
 * already that of a country that the story shows.
 * @param {Label} label
 * @returns {boolean}
 */
function mayBeNamed({ feature, place, at }) {
  if (feature) return isShown(feature.layer);
  if (theMap.getZoom() < (place?.fromZoom ?? 0)) return false;
  return !labels.some((other) => other.feature && isShown(other.feature.layer) && other.at.equals(at));
}

/**
 * @param {L.LatLng} at
 * @returns {Point}
 */
function onScreen(at) {
  const { x, y } = theMap.latLngToContainerPoint(at);
  return [x, y];
}

/**
 * A name as it is to be placed.
 * @param {Label} label
 * @returns {Name}
 */
function nameOf({ text, at, feature, place }) {
  /** @type {Pick<Name, "at" | "size">} */
  const name = { at: onScreen(at), size: [text.offsetWidth, text.offsetHeight] };
  if (!feature) {
    const [x, y] = name.at;
    return { ...name, at: [x, y + (place?.kind === "town" ? data.layout.townBelow : 0)], kind: "ground", rank: Infinity };
  }
  const { geometry: kind, rank, bounds: [west, south, east, north] } = feature;
  const quiet = isQuiet(feature);
  if (kind === "line") {
    const [line] = unpackOnce(feature.outline ?? feature.bands[0].lines, feature.decimals);
    return { ...name, kind, rank, quiet, line: line.map(onScreen) };
  }
  return { ...name, kind, rank, quiet, inside: feature.precision === "country", box: [...onScreen(L.latLng(north, west)), ...onScreen(L.latLng(south, east))] };
}

/**
 * Where the controls stand: a name beneath one could not be read.
 * @returns {Box[]}
 */
function controlBoxes() {
  const frame = theMap.getContainer().getBoundingClientRect();
  return [...theMap.getContainer().querySelectorAll(".leaflet-control, .card")].map((control) => {
    const { left, top, right, bottom } = control.getBoundingClientRect();
    return [left - frame.left, top - frame.top, right - frame.left, bottom - frame.top];
  });
}
