// The story in steps: each moves the map to what it speaks of and lights that up.

/** The number of the step that is told, or none before the reader begins. */
let step;

/** Tell a step; without a number, go back to the list of all. */
function tellStep(number) {
  step = number;
  const chapter = story.chapters[step];
  light(chapter?.features);
  showOnly(chapter?.features ?? []);
  document.querySelector(".legend").replaceWith(legend());
  writeStep();
  layOutSheet();
  if (chapter) {
    frame(chapter.features);
    announce(`${word("story.step", { number: step + 1, count: story.chapters.length })}: ${pick(chapter.title)}`);
  }
  keepLink();
}

/** The layers that a step has brought in, to be put away after it. */
const brought = new Set();

function showOnly(ids) {
  const wanted = new Set(ids.map((id) => byId.get(id).layer));
  for (const id of brought) {
    if (!wanted.has(id)) {
      brought.delete(id);
      theMap.removeLayer(groups.get(id));
    }
  }
  for (const id of wanted) {
    if (!theMap.hasLayer(groups.get(id))) {
      brought.add(id);
      theMap.addLayer(groups.get(id));
    }
  }
}

/** Move the map so that features are in view; whole countries count only if there is nothing else. */
function frame(ids) {
  const all = ids.map((id) => byId.get(id));
  const small = all.filter((feature) => feature.look !== "country");
  const bounds = L.latLngBounds([]);
  for (const { bounds: [west, south, east, north] } of small.length ? small : all) {
    bounds.extend([[south, west], [north, east]]);
  }
  if (!bounds.isValid()) return;
  theMap.flyToBounds(bounds, {
    animate: !prefersStill,
    duration: 0.8,
    paddingTopLeft: [40, 40],
    paddingBottomRight: [40, 40 + sheetHeight()],
    maxZoom: CLOSE,
  });
}

function writeStep() {
  const section = document.getElementById("story-steps");
  if (!section) return;
  const chapter = story.chapters[step];
  const had = section.contains(document.activeElement) && (document.activeElement.dataset.step ?? "title");
  section.replaceChildren(...(chapter ? oneStep(chapter) : allSteps()));
  section.setAttribute("aria-labelledby", "step-title");
  section.scrollTop = 0;
  if (had) (section.querySelector(`[data-step="${had}"]:not([disabled])`) ?? section.querySelector("#step-title")).focus();
}

function allSteps() {
  const count = story.chapters.length;
  const items = story.chapters.map((chapter, number) =>
    el("li", {}, el("button", { type: "button", "data-step": "open", onclick: () => tellStep(number) }, pick(chapter.title))),
  );
  return [
    el("h2", { id: "step-title", tabindex: "-1" }, word("story.title", { count })),
    el("ol", { class: "steps" }, ...items),
  ];
}

function oneStep(chapter) {
  const last = story.chapters.length - 1;
  const go = (name, number, off = false) => {
    const button = el("button", { type: "button", "data-step": name, onclick: () => tellStep(number) }, word(`story.${name}`));
    button.disabled = off;
    return button;
  };
  const claims = chapter.claims.map((id) => claimItem(id));
  const here = chapter.features.map((id) => el("li", {}, featureButton(byId.get(id))));
  return [
    sheetHandle(),
    el("p", { class: "kicker" }, word("story.step", { number: step + 1, count: last + 1 })),
    el("h2", { id: "step-title", tabindex: "-1" }, pick(chapter.title)),
    el("div", { class: "step-buttons" }, go("previous", step - 1, step === 0), go("next", step + 1, step === last), go("all")),
    el("progress", { max: last + 1, value: step + 1, "aria-hidden": "true" }),
    el("p", { class: "telling" }, pick(chapter.text)),
    ...(chapter.figure ? [drawFigure(chapter.figure)] : []),
    el("details", {}, el("summary", {}, word("story.here")), el("ul", {}, ...here)),
    el("details", {}, el("summary", {}, counted("story.rests_on", claims.length)), el("ul", { class: "claims" }, ...claims)),
    el("h3", {}, word("story.sources")),
    chapterSources(chapter),
    citeControl("chapter", chapter.id, pick(chapter.title)),
  ];
}

/** Whom a step rests on: the article, by paragraph, and the others by name. */
function chapterSources(chapter) {
  const claims = chapter.claims.map((id) => story.claims[id]);
  const numbers = [...new Set(claims.map(({ paragraph }) => paragraph).filter(Boolean))].sort((a, b) => a - b);
  const others = new Map(claims.flatMap(({ sources = [] }) => sources.map(({ publisher, address }) => [publisher, address])));
  const items = [...others].map(([publisher, address]) => el("li", {}, link(address, publisher)));
  if (numbers.length) {
    const where = counted("story.paragraphs", numbers.length, { numbers: numbers.join(", ") });
    items.unshift(el("li", {}, link(story.article.address, story.article.publisher), `, ${where}`));
  }
  return el("ul", { class: "sources" }, ...items);
}

document.addEventListener("keydown", (event) => {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!by || step === undefined || !story.chapters[step + by] || !isForStory(event.target)) return;
  event.preventDefault();
  tellStep(step + by);
});

/** Whether a key or a finger there means the story: not in a field, and not on the map. */
function isForStory(target) {
  if (target === document.body) return true;
  return target.closest("#story-steps") !== null && target.closest("input, textarea, select") === null;
}
