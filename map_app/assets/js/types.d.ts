// What the page holds, for the type checker alone; nothing of this reaches a reader.
// Positions are longitude, latitude in degrees; bounds are west, south, east, north.

/** As BCP 47 writes it; which there are, the story and the interface say. */
type Language = string;
type Voice = "article" | "quoted" | "official" | "context" | "derived";
type Precision = "place" | "country" | "region" | "schematic" | "unlocated";
type Look = "place" | "country" | "valley" | "zone" | "zone-within" | "zone-beyond" | "corridor" | "route" | "circle";
type Position = [lng: number, lat: number];
type Bounds = [west: number, south: number, east: number, north: number];

/** The same words in each language. */
type Translated = Record<Language, string>;

/** The words of one language: by section and name, and by form or number where there are more. */
type Words = Record<string, Record<string, string | Record<string, string>>>;

/** What map_app/page/island.py gathers for the page. */
interface Island {
  language: Language;
  languages: Record<Language, string>;
  words: Record<Language, Words>;
  /** The characters of packed lines, by value. */
  alphabet: string;
  view: View;
  layout: Layout;
  /** In which order they are told. */
  order: { precisions: Precision[]; voices: Voice[] };
  /** Path data in a box of 32 by 20. */
  swatches: Record<Look, string>;
  /** Each date that the page says, by what EDTF writes: in years, and in words. */
  dates: Record<string, { at: number; words: Translated }>;
  story: Story;
  features: Feature[];
  /** What else geo/records.py says of each feature, as it is carried off. */
  records: Record<string, Record<string, string | number | boolean | null>>;
  base: Ground;
  /** Path data around the middle of a circle of 100: the half of the Earth, and the opening view. */
  locator: { land: string; frame: string };
  /** The same of nearly all of the Earth around something, by the chapter that shows it. */
  around: Record<string, Around>;
  data: Dataset[];
  citation: { version: string; year: string };
  hashes: { story: string; atlas: string; code: string };
  /** The version of each library that the bytes depend on, by its name. */
  libraries: Record<string, string>;
  kickers: Translated;
  software: { leaflet: string };
  /** Quoted passages in another language than the sentence they stand in, by that, with their own. */
  foreign: Record<Language, Record<string, Language>>;
}

interface View {
  /** The western edge of the map's window of 360°, in degrees. */
  west: number;
  opening: Bounds;
  /** The last zoom at which relief is more than a blur. */
  reliefUntil: number;
  /** That of a place, in pixels. */
  radius: number;
}

/** What page and stills share, in pixels but for zooms and degrees. */
interface Layout {
  /** Between a name and what it names. */
  gap: number;
  /** How far from its anchor a name may stand. */
  reach: number;
  /** How far below its place the name of a town stands. */
  townBelow: number;
  /** The zoom from which a small globe says where in the world the view is. */
  locatorFrom: number;
  /** The zoom to which the map goes by itself, at most, before relief is a blur. */
  closest: number;
  /** The latitude at which the square of Web Mercator ends. */
  edge: number;
  openingPadding: number;
  chapterPadding: number;
  narrowPadding: number;
}

interface Feature {
  id: string;
  layer: string;
  look: Look;
  geometry: "point" | "line" | "area";
  precision: Precision;
  name: Translated;
  /** The ids of the claims that it rests on. */
  claims: string[];
  /** How it was drawn. */
  note: Translated;
  /** How far its shape goes, in a few words. */
  doubt: Translated;
  at: Position;
  bounds: Bounds;
  /** Packed, the faintest and widest first; an area holds all that is firmer. */
  bands: Array<{ strength: number; opacity: number; lines: string }>;
  decimals: number;
  /** All bands as one, packed; only where there are several. */
  outline?: string;
  label?: Translated;
  /** Its place in what the story follows from one end to the other. */
  number?: number;
  /** That of its name: the lower, the more important. */
  rank: number;
  /** The ids of the data sets that it was drawn from. */
  data: string[];
  /** The ids of the claims that give its position. */
  sources: string[];
}

/** What is under the story; areas and lines are packed. */
interface Ground {
  decimals: number;
  areas: Record<string, string>;
  lines: Record<string, string>;
  relief: Array<{ bounds: Bounds; image: string }>;
  labels: Place[];
}

/** A name on the ground, and the first zoom at which it is shown. */
interface Place {
  name: Translated;
  at: Position;
  kind: "land" | "water" | "town";
  fromZoom: number;
}

interface Around {
  land: string;
  /** Kilometres, and the radius of their circle. */
  rings: Array<[km: number, radius: number]>;
  places: Array<{ feature: string; at: [x: number, y: number]; km: number }>;
}

interface Dataset {
  id: string;
  title: Translated;
  credit: string;
  licence: string;
}

/** geo/model.py says what each part means; what is at its default there is absent here. */
interface Story {
  id: string;
  /** The story's own first. */
  languages: Language[];
  title: Translated;
  standfirst: Translated;
  authors: string[];
  licence: { name: string; address: string };
  article: Article;
  layers: Array<{ id: string; name: Translated }>;
  claims: Record<string, Claim>;
  chapters: Chapter[];
  left_out?: Translated;
  unsaid: Translated[];
  corrections: Array<{ when: string; says: Translated }>;
}

interface Article {
  title: string;
  publisher: string;
  /** As EDTF writes dates. */
  published: string;
  address: string;
  sha256: string;
  language: Language;
}

interface Claim {
  voice: Voice;
  says: Translated;
  paragraph?: number;
  speaker?: Translated;
  office?: Translated;
  quote?: string;
  /** How many words of the paragraph it rests on, a colon, and a hash of them. */
  anchor?: string;
  figures?: Figure[];
  when?: string;
  sources?: Source[];
  rests_on?: string[];
  later?: Translated;
  see?: string[];
}

interface Figure {
  unit: Translated;
  value?: number;
  /** The upper end of a range. */
  to?: number;
  /** Who gives it, and from what. */
  by?: Translated;
  qualifier?: Translated;
  /** What the qualifier makes of it. */
  limit?: "ceiling" | "floor";
}

interface Source {
  address: string;
  publisher: string;
  /** In its own language. */
  title?: string;
  /** When it came out and when it was last read there, as EDTF writes dates. */
  published?: string;
  seen?: string;
}

interface Chapter {
  id: string;
  title: Translated;
  text: Translated;
  /** What others say of it, or what we worked out. */
  context?: Translated;
  features?: string[];
  /** What the map goes to; absent where there are no features. */
  frame?: Bounds;
  claims: string[];
  figure?: Timeline | Quotient | DotPlot | Bearings;
}

interface Timeline {
  kind: "timeline";
  title: Translated;
  said: string[];
  later: string[];
}

interface Quotient {
  kind: "quotient";
  title: Translated;
  claim: string;
  scale: number;
  low: number;
  high: number;
  step: number;
  start: number;
  asks: Translated;
  says: Translated;
  caveat: Translated;
}

interface Bearings {
  kind: "bearings";
  title: Translated;
  centre: string;
  to: string[];
  caveat: Translated;
}

interface DotPlot {
  kind: "dots";
  title: Translated;
  claim: string;
  caveat: Translated;
  /** The claim whose first figure is a line. */
  mark?: string;
}

// Records of our own.

/** What the braces of a text are filled with. */
type Values = Record<string, string | number | undefined>;

/** What an element is made with; a function answers the event that it is named after. */
type Attributes = Record<string, string | number | undefined | ((event: Event) => void)>;

type Child = Node | string;

/** What can have the focus. */
type Reachable = HTMLElement | SVGElement;

/** What the reader has chosen. */
interface Chosen {
  language: Language;
  /** Whether the reader has said which language it shall be, here or in the link. */
  isLanguageChosen: boolean;
  /** The number of the step that is told, or none before the reader begins. */
  step?: number;
  /** The id of the claim whose features are lit up. */
  claim?: string;
  /** The feature whose card is open, where on it, and what opened it and gets the focus back. */
  card?: { feature: string; from?: Reachable; at?: L.LatLng };
  /** The ids of the features that are lit up; none when all are. */
  lit?: Set<string>;
  /** Whether the map goes to what was chosen last. */
  follows: boolean;
  /** Whether the reader has moved the map since it went there, so that a link keeps the view. */
  isMoved: boolean;
}

/** What is told of a claim in one language. */
interface Telling {
  id: string;
  voice: Voice;
  /** Who speaks. */
  by: string;
  where?: string;
  says: string;
  quote?: string;
  when?: string;
  /** The figures that name who gives each. */
  rows: string[];
  later?: string;
  laterSources: Source[];
  sources: Source[];
  restsOn: Array<{ id: string; says: string }>;
}

/** What is done with each packed point. */
type Visit = (lng: number, lat: number, first: boolean) => void;

/** A name on the map, of a feature or of the ground. */
interface Label {
  marker: L.Marker;
  text: HTMLElement;
  at: L.LatLng;
  feature?: Feature;
  place?: Place;
}

// Those of the map are in pixels.
type Point = [x: number, y: number];
type Size = [width: number, height: number];
type Box = [left: number, top: number, right: number, bottom: number];

/** A name to be placed. */
interface Name {
  kind: "point" | "line" | "area" | "ground";
  /** The lower, the more important. */
  rank: number;
  /** Its anchor. */
  at: Point;
  size: Size;
  /** What it names lies within; only areas need it. */
  box?: Box;
  /** The line that it names. */
  line?: Point[];
  /** Whether the step does not speak of it. */
  quiet?: boolean;
  /** Whether it may lie across the outline of what it names, as that of a small country does. */
  inside?: boolean;
}

/** What can be linked to and cited. */
type Linked = "chapter" | "feature" | "claim";

/** What a citation names, whatever its form. */
type Cited = Record<"authors" | "version" | "year" | "title" | "article" | "publisher" | "date", string>;
