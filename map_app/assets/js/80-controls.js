// The controls on the map, in the reader's words.

/** Fold the layer control behind a button where the map is narrow. */
function foldLayers(map, control) {
  if (map.getSize().x < 600) {
    control.remove();
    control.options.collapsed = true;
    tellWhetherOpen(control);
    control.addTo(map);
  }
  nameLayers(control);
}

/** Let the button say whether the layers are open, take the focus in and give it back. */
function tellWhetherOpen(control) {
  for (const [way, open] of [["expand", true], ["collapse", false]]) {
    const turn = control[way];
    control[way] = () => {
      const toggle = control.getContainer().querySelector(".leaflet-control-layers-toggle");
      const had = control.getContainer().contains(document.activeElement);
      turn.call(control);
      toggle.setAttribute("aria-expanded", String(open));
      if (open && had) control.getContainer().querySelector("input").focus();
      return control;
    };
  }
  const added = control.onAdd;
  control.onAdd = (map) => {
    const container = added.call(control, map);
    container.querySelector(".leaflet-control-layers-toggle").setAttribute("aria-expanded", "false");
    container.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      control.collapse();
      container.querySelector(".leaflet-control-layers-toggle").focus();
    });
    return container;
  };
}

/** Put the names of the layers where folium had their ids. */
function nameLayers(control) {
  const container = control.getContainer();
  container.setAttribute("role", "group");
  container.setAttribute("aria-label", word("layers.title"));
  const toggle = container.querySelector(".leaflet-control-layers-toggle");
  toggle.title = word("layers.title");
  for (const input of container.querySelectorAll("input")) {
    const name = input.nextElementSibling;
    const layer = story.layers.find(({ id }) => id === (name.dataset.layer ?? name.textContent.trim()));
    if (!layer) continue;
    name.dataset.layer = input.name = layer.id;
    const looks = new Set(features.filter((feature) => feature.layer === layer.id).map(({ look }) => look));
    name.replaceChildren(el("span", { class: "swatches" }, ...[...looks].map(swatch)), pick(layer.name));
  }
}

/** Write the titles of the zoom buttons. */
function nameZoom() {
  for (const way of ["in", "out"]) {
    const button = theMap.getContainer().querySelector(`.leaflet-control-zoom-${way}`);
    button.title = word(`control.zoom_${way}`);
    button.setAttribute("aria-label", button.title);
  }
}

/** Name who made the ground, in the corner where readers look for it. */
function addCredits(map) {
  const control = L.control({ position: "bottomright" });
  const credits = [...new Set(data.data.map(({ credit }) => credit))];
  control.onAdd = () => el("div", { class: "attribution" }, ["Leaflet", ...credits].join(" · "));
  control.addTo(map);
}
