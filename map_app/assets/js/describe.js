// What the map shows, in words for those who hear the page: region by region, as the layers go.

import { features, story } from "./data.js";
import { el, the } from "./dom.js";
import { isQuiet } from "./features.js";
import { isShown, theMap } from "./map.js";
import { listen } from "./state.js";
import { listed, pick, word } from "./words.js";

/** Let the description follow what is shown, lit up and spoken. */
export function followDescription() {
  const container = theMap.getContainer();
  const told = el("p", { class: "unseen", id: "map-told" });
  the("main").append(told);
  container.setAttribute("aria-describedby", told.id);
  const write = () => (told.textContent = describeMap());
  listen(["lit", "language"], write);
  theMap.on("overlayadd overlayremove", write);
  write();
}

/**
 * Each layer that is shown, with what it shows and how far that goes.
 * @returns {string}
 */
function describeMap() {
  const shown = features.filter((feature) => isShown(feature.layer));
  const lit = shown.filter((feature) => !isQuiet(feature));
  const regions = story.layers.flatMap((layer) => {
    const names = lit
      .filter((feature) => feature.layer === layer.id)
      .map((feature) => word("page.told", { name: pick(feature.name), doubt: pick(feature.doubt) }));
    return names.length ? [word("page.region", { layer: pick(layer.name), names: listed(names) })] : [];
  });
  return [...regions, ...(lit.length < shown.length ? [word("page.faint")] : [])].join(" ");
}
