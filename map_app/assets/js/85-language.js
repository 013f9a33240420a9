// The reader's language, and the address that keeps it together with the step.

/** Write the whole page in another language. */
function speak(tag) {
  language = tag;
  document.documentElement.lang = tag;
  document.title = pick(story.title);
  document.querySelector('meta[name="description"]').setAttribute("content", pick(story.standfirst));
  const heading = {
    skip: word("page.skip"),
    kicker: data.kickers[tag],
    title: pick(story.title),
    standfirst: pick(story.standfirst),
    "read-article": word("page.read_article"),
  };
  for (const [id, text] of Object.entries(heading)) document.getElementById(id).textContent = text;
  theMap.closePopup();
  nameMap(theMap);
  nameZoom();
  nameLayers(theControl);
  for (const [id, target] of targets) {
    target.getElement()?.setAttribute("aria-label", pick(byId.get(id).name));
  }
  writeLabels();
  writeContents();
  writeLanguages();
  keepLink();
}

/** The switch between languages, each under its own name. */
function writeLanguages() {
  const buttons = Object.entries(data.languages).map(([tag, name]) =>
    el("button", { type: "button", lang: tag, "aria-pressed": String(tag === language), onclick: () => speak(tag) }, name),
  );
  const old = document.getElementById("languages");
  const had = old?.contains(document.activeElement);
  const group = el("div", { id: "languages", role: "group", "aria-label": word("page.language") }, ...buttons);
  if (old) old.replaceWith(group);
  else document.querySelector(".heading").prepend(group);
  if (had) group.querySelector('[aria-pressed="true"]').focus();
}

/** Keep language, step and open card in the address, without a new entry in the history. */
function keepLink() {
  const link = new URLSearchParams();
  if (step !== undefined) link.set("chapter", story.chapters[step].id);
  if (chosen) link.set("feature", chosen);
  if (language !== data.language) link.set("lang", language);
  const hash = link.size ? `#${link}` : "";
  if (hash !== location.hash) history.replaceState(null, "", hash || location.pathname + location.search);
}

/** Open the page at what its address names. */
function openLink() {
  const link = new URLSearchParams(location.hash.slice(1));
  writeLanguages();
  if (Object.hasOwn(data.languages, link.get("lang") ?? "")) speak(link.get("lang"));
  const number = story.chapters.findIndex(({ id }) => id === link.get("chapter"));
  if (number >= 0) tellStep(number);
  const feature = byId.get(link.get("feature"));
  if (feature) openCard(feature, document.getElementById("the-map"));
}
