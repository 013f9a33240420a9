// The story in steps: each moves the map to what it speaks of and lights that up.

/** The number of the step that is told, or none before the reader begins. */
let step;

/** Tell a step; without a number, go back to the list of all. */
function tellStep(number) {
  const was = step;
  step = number;
  chosenClaim = undefined;
  const chapter = story.chapters[step];
  writeStep(was);
  layOutSheet();
  if (chapter) announce(`${word("story.step", { number: step + 1, count: story.chapters.length })}: ${pick(chapter.title)}`);
  keepLink();
  afterPaint(() => {
    if (step !== number) return;
    showOnly(chapter?.features ?? []);
    light(chapter?.features);
    document.querySelector(".legend").replaceWith(legend());
    if (chapter) frame(chapter.features);
  });
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

/** The story: all its steps by title, or the one that is told; the buttons stay, so that the focus can. */
function storySection() {
  const count = story.chapters.length;
  const titles = story.chapters.map((chapter, number) =>
    el("li", {}, el("button", { type: "button", "data-step": chapter.id, onclick: () => tellStep(number) }, pick(chapter.title))),
  );
  const go = (name, by) => {
    const button = el("button", { type: "button", "data-step": name }, word(`story.${name}`));
    button.onclick = () => tellStep(by && (story.chapters[step + by] ? step + by : step));
    return button;
  };
  return el(
    "section",
    { id: "story-steps", class: "story", "aria-labelledby": "story-title step-title" },
    el(
      "div",
      { id: "all-steps" },
      el("h2", { id: "story-title", tabindex: "-1" }, word("story.title", { count })),
      el("ol", { class: "steps" }, ...titles),
    ),
    el(
      "div",
      { id: "one-step" },
      sheetHandle(),
      el("p", { class: "kicker", id: "step-number" }),
      el("h2", { id: "step-title", tabindex: "-1" }),
      el("div", { class: "step-buttons" }, go("previous", -1), go("next", 1), go("all")),
      el("progress", { max: count, "aria-hidden": "true" }),
      el("div", { id: "step-body" }),
    ),
  );
}

/** Write the step that is told, or show the list of all; `was` is the step told before. */
function writeStep(was) {
  const section = document.getElementById("story-steps");
  if (!section) return;
  const chapter = story.chapters[step];
  const had = section.contains(document.activeElement);
  const [all, one] = [document.getElementById("all-steps"), document.getElementById("one-step")];
  all.hidden = Boolean(chapter);
  one.hidden = !chapter;
  if (chapter) {
    const count = story.chapters.length;
    document.getElementById("step-number").textContent = word("story.step", { number: step + 1, count });
    document.getElementById("step-title").textContent = pick(chapter.title);
    section.querySelector("progress").value = step + 1;
    section.querySelector('[data-step="previous"]').setAttribute("aria-disabled", String(step === 0));
    section.querySelector('[data-step="next"]').setAttribute("aria-disabled", String(step === count - 1));
    document.getElementById("step-body").replaceChildren(...stepBody(chapter));
    section.scrollTop = 0;
    if (had && was === undefined) document.getElementById("step-title").focus();
  } else if (had) {
    all.querySelectorAll("button")[was ?? 0].focus();
  }
}

function stepBody(chapter) {
  const claims = chapter.claims.map((id) => claimItem(id));
  const here = chapter.features.map((id) => el("li", {}, featureButton(byId.get(id))));
  return [
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
