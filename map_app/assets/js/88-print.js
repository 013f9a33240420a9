// On paper everything is told: the map at the size of a page, every step, every claim.

const PAPER = { width: "680px", height: "460px" }; // fits A4 and Letter within usual margins

addEventListener("beforeprint", () => {
  const map = the("#the-map");
  Object.assign(map.style, PAPER);
  theMap.invalidateSize({ animate: false, pan: false });
  fit(theMap, data.view);
  placeLabels();
  const steps = story.chapters.map((chapter) =>
    el(
      "section",
      { class: "story" },
      el("h2", {}, pick(chapter.title)),
      el("p", {}, pick(chapter.text)),
      ...(chapter.figure ? [drawFigure(chapter.figure)] : []),
    ),
  );
  const contents = the("#contents");
  contents.replaceChildren(legend(), ...steps, claimList(Object.keys(story.claims)), unsaid(), method(), sources());
  for (const details of contents.querySelectorAll("details")) details.open = true;
});

addEventListener("afterprint", () => {
  Object.assign(the("#the-map").style, { width: "", height: "" });
  theMap.invalidateSize({ animate: false, pan: false });
  writeContents();
  if (step !== undefined) frame(story.chapters[step].features ?? []);
  else fit(theMap, data.view);
});
