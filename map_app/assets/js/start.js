// Putting it together, in steps short enough to keep the page answering.

import { followCard } from "./card.js";
import { followContents } from "./contents.js";
import { followControls } from "./controls.js";
import { story } from "./data.js";
import { followDescription } from "./describe.js";
import { breathe, el, the } from "./dom.js";
import { followClaim } from "./explore.js";
import { drawLayer, followFeatures } from "./features.js";
import { tellHeight } from "./frame.js";
import { shareGestures } from "./gestures.js";
import { drawGround } from "./ground.js";
import { followLabels } from "./labels.js";
import { followLanguage } from "./language.js";
import { followLegend } from "./legend.js";
import { followLink } from "./link.js";
import { fit, groups, holdMap, limitZoom } from "./map.js";
import { watchPaper } from "./print.js";
import { followStory } from "./story.js";
import { isFramed, prefersStill } from "./surroundings.js";

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
  holdMap(map);
  document.documentElement.classList.toggle("framed", isFramed);
  if (prefersStill) stopGliding(map);
  // What the frame leaves out has given the map more room.
  map.invalidateSize({ animate: false, pan: false });
  fit();
  map.createPane("card", map.getContainer());
  await breathe();
  await drawGround();
  for (const { id } of story.layers) {
    await breathe();
    drawLayer(map, id);
  }
  document.documentElement.dataset.drawn = "";
  // In the same frame, so that nobody sees a control without its words.
  followControls(control);
  shareGestures();
  watchPaper();
  await breathe();
  // What hears of a change first stands first.
  followFeatures();
  followLabels();
  map.on("resize", limitZoom);
  await breathe();
  followLegend();
  followDescription();
  followContents();
  await breathe();
  followStory();
  followClaim();
  followLanguage();
  followCard();
  the("#skip").onclick = (event) => {
    // The address keeps what it says of the step and the language.
    event.preventDefault();
    the("#contents").focus();
  };
  await breathe();
  followLink();
  tellHeight();
}

/**
 * Leaflet glides when it pans by keys, whatever the reader prefers.
 * @param {L.Map} map
 */
function stopGliding(map) {
  const panBy = map.panBy;
  map.panBy = (offset, options) => panBy.call(map, offset, { ...options, animate: false });
}
