// The controls on the map, in the reader's words.

import { addLocator } from "./bearings.js";
import { data, features, story } from "./data.js";
import { announce, el, the } from "./dom.js";
import { theMap } from "./map.js";
import { listen } from "./state.js";
import { narrow } from "./surroundings.js";
import { swatches } from "./swatch.js";
import { pick, word } from "./words.js";

/**
 * Put the controls on the map, in one go, so that nobody sees one without its words.
 * @param {L.Control.Layers} layers
 */
export function followControls(layers) {
  L.control.zoom().addTo(theMap);
  nameMap();
  nameZoom();
  addCredits();
  addLocator();
  foldLayers(layers);
  theMap.on("overlayadd overlayremove", () => nameLayers(layers));
  listen(["language"], () => {
    nameMap();
    nameZoom();
    nameLayers(layers);
  });
}

/** Write what the map shows, and whether its scale has miles too. */
function nameMap() {
  const container = theMap.getContainer();
  container.setAttribute("role", "region");
  container.setAttribute("aria-label", word("page.map", { title: pick(story.title) }));
  container.classList.toggle("metric", word("locale.miles") === "no");
  for (const pane of ["ground", "relief", "ground-lines", "labels"]) {
    theMap.getPanes()[pane].setAttribute("aria-hidden", "true");
  }
}

const TOGGLE = ".leaflet-control-layers-toggle";

/**
 * The element of a control that has been on the map.
 * @param {L.Control} control
 * @returns {HTMLElement}
 */
const containerOf = (control) => /** @type {HTMLElement} */ (control.getContainer());

/**
 * Fold the layer control behind a button wherever the map is narrow.
 * @param {L.Control.Layers} control
 */
function foldLayers(control) {
  tellWhetherOpen(control);
  const fold = () => {
    const collapsed = narrow.matches || theMap.getSize().x < 600;
    if (control.options.collapsed === collapsed) return;
    // Leaflet folds what is unfolded at a click on the map, also once it is no longer to be folded.
    theMap.off("click", control.collapse, control);
    control.remove();
    control.options.collapsed = collapsed;
    control.addTo(theMap);
    nameLayers(control);
  };
  fold();
  nameLayers(control);
  theMap.on("resize", fold);
}

/**
 * Let the button say whether the layers are open, take the focus in and give it back.
 * @param {L.Control.Layers} control
 */
function tellWhetherOpen(control) {
  for (const way of /** @type {const} */ (["expand", "collapse"])) {
    const open = way === "expand";
    const turn = control[way];
    control[way] = () => {
      const container = containerOf(control);
      const had = container.contains(document.activeElement);
      turn.call(control);
      if (!control.options.collapsed) return control;
      the(TOGGLE, container).setAttribute("aria-expanded", String(open));
      if (open && had) the("input", container).focus();
      return control;
    };
  }
  const added = /** @type {(map: L.Map) => HTMLElement} */ (control.onAdd);
  control.onAdd = (map) => {
    const container = added.call(control, map);
    the(TOGGLE, container).setAttribute("aria-expanded", "false");
    container.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !control.options.collapsed) return;
      control.collapse();
      the(TOGGLE, container).focus();
    });
    return container;
  };
}

/**
 * Put the names of the layers where folium had their ids.
 * @param {L.Control.Layers} control
 */
function nameLayers(control) {
  const container = containerOf(control);
  container.setAttribute("role", "group");
  container.setAttribute("aria-label", word("layers.title"));
  the(TOGGLE, container).title = word("layers.title");
  container.onchange = ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return;
    const layer = story.layers.find(({ id }) => id === target.name);
    if (layer) announce(word(target.checked ? "layers.shown" : "layers.hidden", { name: pick(layer.name) }));
  };
  for (const input of container.querySelectorAll("input")) {
    const name = /** @type {HTMLElement} */ (input.nextElementSibling);
    const layer = story.layers.find(({ id }) => id === (name.dataset.layer ?? name.textContent.trim()));
    if (!layer) continue;
    name.dataset.layer = input.name = layer.id;
    const looks = new Set(features.filter((feature) => feature.layer === layer.id).map(({ look }) => look));
    name.replaceChildren(swatches(looks), pick(layer.name));
  }
}

/** Write the titles of the zoom buttons. */
function nameZoom() {
  for (const way of ["in", "out"]) {
    const button = the(`.leaflet-control-zoom-${way}`, theMap.getContainer());
    button.title = word(`control.zoom_${way}`);
    button.setAttribute("aria-label", button.title);
  }
}

/** Name who made the ground, in the corner where readers look for it. */
function addCredits() {
  const control = new L.Control({ position: "bottomright" });
  const credits = [...new Set(data.data.map(({ credit }) => credit))];
  control.onAdd = () => el("div", { class: "attribution" }, ["Leaflet", ...credits].join(" · "));
  control.addTo(theMap);
}
