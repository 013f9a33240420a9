// Putting it together, in steps short enough to keep the page answering.

import { byId, data, known, pick, story, word } from "./data.js";
import { breathe, el, prefersStill, startClock, the } from "./dom.js";
import { EDGE, drawGround } from "./ground.js";
import { CLOSE, drawLayer, groups } from "./features.js";
import { card, chosen } from "./card.js";
import { placeLabels, writeLabels } from "./labels.js";
import { writeContents } from "./contents.js";
import { markHidden } from "./explore.js";
import { addCredits, foldLayers, nameLayers, nameZoom } from "./controls.js";
import { isFramed, shareGestures } from "./gestures.js";
import { openLink, preferredLanguage, writeLanguages } from "./language.js";
import { watchPaper } from "./print.js";

/** @type {L.Map} */
export let theMap;
/** @type {L.Control.Layers} */
export let theControl;

// A card gives way to the next at once: there is never more than one.
L.Map.mergeOptions({ fadeAnimation: false });
if (prefersStill) L.Map.mergeOptions({ zoomAnimation: false, markerZoomAnimation: false, inertia: false });

/** Leaflet looks for its marker beside its style sheet, which has no place here: it has it inside. */
function useMarkerInside() {
  const probe = el("div", { class: "leaflet-default-icon-path" });
  document.body.append(probe);
  const iconUrl = getComputedStyle(probe).backgroundImage.replace(/^url\("?|"?\)$/g, "");
  probe.remove();
  L.Icon.Default.imagePath = "";
  L.Icon.Default.mergeOptions({ iconUrl, iconRetinaUrl: iconUrl, shadowUrl: "data:,", shadowRetinaUrl: "data:," });
}

useMarkerInside();

/**
 * Called by folium's script for each layer of the story.
 * @param {string} id
 * @param {L.FeatureGroup} group
 */
export function layer(id, group) {
  groups.set(id, group);
}

/**
 * Called by folium's script when the map and its controls are there.
 * @param {L.Map} map
 * @param {L.Control.Layers} control
 * @returns {Promise<void>}
 */
export async function start(map, control) {
  startClock();
  theMap = map;
  theControl = control;
  nameMap(map);
  document.documentElement.classList.toggle("framed", isFramed);
  if (prefersStill) stopGliding(map);
  fit(map, data.view);
  map.createPane("card", map.getContainer());
  await drawGround(map);
  for (const { id } of story.layers) {
    await breathe();
    drawLayer(map, id);
  }
  document.documentElement.dataset.drawn = "";
  // In the same frame, so that nobody sees a control without its words.
  L.control.zoom().addTo(map);
  nameZoom();
  addCredits(map);
  foldLayers(map, control);
  shareGestures(map);
  watchPaper();
  map.on("overlayadd overlayremove", () => {
    nameLayers(control);
    markHidden();
  });
  map.on("overlayremove", () => {
    if (chosen && !map.hasLayer(known(groups, known(byId, chosen).layer))) map.closePopup(card);
  });
  await breathe();
  writeLabels();
  map.on("resize", () => limitZoom(map));
  map.on("moveend resize overlayadd overlayremove", placeLabels);
  await breathe();
  writeContents();
  writeLanguages();
  the("#skip").onclick = (event) => {
    // The address keeps what it says of the step and the language.
    event.preventDefault();
    the("#contents").focus();
  };
  openLink(preferredLanguage());
}

/** @param {L.Map} map */
export function nameMap(map) {
  const container = map.getContainer();
  container.setAttribute("role", "region");
  container.setAttribute("aria-label", word("page.map", { title: pick(story.title) }));
  for (const pane of ["ground", "relief", "ground-lines", "labels"]) {
    map.getPanes()[pane].setAttribute("aria-hidden", "true");
  }
}

/**
 * Leaflet glides when it pans by keys, whatever the reader prefers.
 * @param {L.Map} map
 */
function stopGliding(map) {
  const panBy = map.panBy;
  map.panBy = (offset, options) => panBy.call(map, offset, { ...options, animate: false });
}

/**
 * Show the opening view, and keep the map to its window and a margin for the card.
 * @param {L.Map} map
 * @param {View} view
 */
export function fit(map, { west, opening }) {
  const [left, bottom, right, top] = opening;
  map.setMaxBounds([[-EDGE, west - MARGIN], [EDGE, west + 360 + MARGIN]]);
  limitZoom(map);
  map.fitBounds([[bottom, left], [top, right]], { animate: false, padding: [16, 16], maxZoom: CLOSE });
}
const MARGIN = 100; // degrees

/**
 * Keep the world, a square of 256 pixels at zoom 0, large enough to fill the map.
 * @param {L.Map} map
 */
function limitZoom(map) {
  const { x, y } = map.getSize();
  map.setMinZoom(Math.ceil(4 * Math.log2(Math.max(x, y) / 256)) / 4);
}
