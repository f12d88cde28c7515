// The reading page: marks and records lead to each other. All offsets were worked out by the server; each mark
// carries in data-r the records it belongs to and the lane of each one's line ("3:1 7:2").

const root = document.documentElement;
const text = document.getElementById("text");
const list = document.getElementById("cards");
const panel = document.getElementById("panel");
const panelBody = document.getElementById("panel-body");
const form = document.getElementById("filters");
const sheetBar = document.getElementById("sheet-bar");
const live = document.getElementById("live");
const phone = matchMedia("(max-width: 860px)");
const calm = matchMedia("(prefers-reduced-motion: reduce)");

const cards = new Map(); // index of a record -> what belongs to it
for (const item of list.children) {
  const index = Number(item.dataset.i);
  cards.set(index, {
    index,
    item,
    details: item.querySelector("details"),
    summary: item.querySelector("summary"),
    kind: item.dataset.kind,
    status: item.dataset.status,
    actors: new Set(JSON.parse(item.dataset.actors)),
    marks: [],
  });
}

const marks = new Map(); // element -> [{card, lane}]
for (const element of text.querySelectorAll(".m")) {
  const lines = element.dataset.r.split(" ").map((pair) => {
    const [index, lane] = pair.split(":").map(Number);
    return { card: cards.get(index), lane };
  });
  marks.set(element, lines);
  for (const { card } of lines) card.marks.push(element);
}

let selected = null; // the record whose words are lit
let opener = null; // the mark the reader came from
let settled = document.readyState === "complete"; // until then the browser itself scrolls to the address's fragment
const visible = (card) => !card.item.hidden;
const shown = () => [...cards.values()].filter(visible);
const say = (words) => {
  live.textContent = words;
};

// Lighting words ---------------------------------------------------------------------------------------------

function light(card, name, on) {
  card.item.classList.toggle(name, on);
  for (const mark of card.marks) {
    mark.classList.toggle(name, on);
    mark.classList.toggle(`${name}-${card.kind}`, on);
  }
}

function hover(found) {
  for (const card of cards.values()) {
    const on = found.includes(card);
    if (on !== card.item.classList.contains("hov")) light(card, "hov", on);
  }
  // A mark shared by two records keeps the light of the one that is still meant.
  for (const card of found) light(card, "hov", true);
}

function select(card) {
  if (selected === card) return;
  if (selected) light(selected, "sel", false);
  selected = card;
  if (card) light(card, "sel", true);
  for (const other of cards.values()) {
    if (other === card) other.summary.setAttribute("aria-current", "true");
    else other.summary.removeAttribute("aria-current");
  }
  const address = new URL(location.href);
  address.hash = card ? `r-${encodeURIComponent(card.item.id.slice(2))}` : "";
  history.replaceState(history.state, "", card ? address.href : address.href.replace(/#$/, ""));
}

function showWords(card, mark = card.marks[0]) {
  if (!mark) return;
  const box = mark.getBoundingClientRect();
  const low = phone.matches && sheetOpen() ? panel.getBoundingClientRect().top : innerHeight;
  if (box.top < 70 || box.bottom > low - 20) {
    const middle = 70 + (low - 70) * 0.38;
    scrollTo({ top: scrollY + box.top - middle, behavior: calm.matches || !settled ? "instant" : "smooth" });
  }
}

function showCard(card) {
  const box = card.item.getBoundingClientRect();
  const frame = list.getBoundingClientRect();
  if (box.top < frame.top || box.bottom > frame.bottom) {
    list.scrollTo({ top: list.scrollTop + box.top - frame.top, behavior: "auto" });
  }
}

function open(card, { focus = false, mark = card.marks[0] } = {}) {
  for (const other of cards.values()) if (other !== card) other.details.open = false;
  card.details.open = true;
  select(card);
  if (phone.matches) setSheet(true);
  showCard(card);
  showWords(card, mark);
  if (focus) card.summary.focus({ preventScroll: true });
}

function close(card) {
  card.details.open = false;
  if (selected === card) select(null);
}

// From a record to its words ---------------------------------------------------------------------------------

list.addEventListener("click", (event) => {
  const item = event.target.closest(".rec");
  const card = item && cards.get(Number(item.dataset.i));
  if (!card) return;
  if (event.target.closest("summary")) {
    event.preventDefault();
    opener = null;
    if (card.details.open) close(card);
    else open(card);
  } else if (event.target.closest(".to-words") && card.marks.length) {
    event.preventDefault();
    if (phone.matches) setSheet(false);
    select(card);
    showWords(card);
    card.marks[0].focus({ preventScroll: true });
  }
});

for (const [type, on] of [["mouseover", true], ["mouseleave", false], ["focusin", true], ["focusout", false]]) {
  list.addEventListener(type, (event) => {
    const item = on ? event.target.closest(".rec") : null;
    hover(item ? [cards.get(Number(item.dataset.i))] : []);
  });
  text.addEventListener(type, (event) => {
    const mark = on ? event.target.closest(".m") : null;
    hover(mark ? marks.get(mark).map((line) => line.card).filter(visible) : []);
  });
}

// From a mark to its record ----------------------------------------------------------------------------------

text.addEventListener("click", (event) => {
  const mark = event.target.closest(".m");
  if (!mark || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  if (!getSelection().isCollapsed) return; // the reader is copying words
  const found = marks.get(mark).map((line) => line.card).filter(visible);
  if (!found.length) return;
  opener = mark;
  const byKeys = event.detail === 0;
  if (found.length === 1) open(found[0], { focus: true, mark });
  else choose(found, mark, byKeys ? null : event);
});

const chooser = document.createElement("div");
chooser.className = "chooser";
chooser.id = "chooser";
chooser.hidden = true;
chooser.setAttribute("role", "dialog");
chooser.setAttribute("aria-label", "Several records share these words");
document.body.append(chooser);

function choose(found, mark, point) {
  chooser.replaceChildren(
    ...found.map((card) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = `k-${card.kind}`;
      for (const part of [".rec-top", ".rec-line", ".rec-quote"]) button.append(card.summary.querySelector(part).cloneNode(true));
      button.addEventListener("click", () => {
        closeChooser(false);
        open(card, { focus: true, mark });
      });
      button.addEventListener("mouseenter", () => hover([card]));
      button.addEventListener("focus", () => hover([card]));
      return button;
    }),
  );
  chooser.hidden = false;
  const near = mark.getClientRects()[0];
  const x = point ? point.clientX : near.left;
  const y = point ? point.clientY : near.bottom;
  const box = chooser.getBoundingClientRect();
  const left = Math.max(8, Math.min(x - 24, root.clientWidth - box.width - 8));
  const below = y + 16 + box.height < innerHeight;
  chooser.style.left = `${left + scrollX}px`;
  chooser.style.top = `${(below ? y + 16 : Math.max(8, y - box.height - 16)) + scrollY}px`;
  chooser.firstElementChild.focus({ preventScroll: true });
}

function closeChooser(back = true) {
  if (chooser.hidden) return false;
  chooser.hidden = true;
  hover([]);
  if (back && opener) opener.focus({ preventScroll: true });
  return true;
}

chooser.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  event.stopPropagation();
  const buttons = [...chooser.children];
  const at = buttons.indexOf(document.activeElement);
  buttons[(at + step + buttons.length) % buttons.length].focus();
});
addEventListener("pointerdown", (event) => {
  if (!chooser.hidden && !chooser.contains(event.target)) closeChooser(false);
});

// The sheet on a phone ---------------------------------------------------------------------------------------

const sheetOpen = () => root.classList.contains("sheet-open");
function setSheet(on) {
  root.classList.toggle("sheet-open", on);
  sheetBar.setAttribute("aria-expanded", String(on));
  panelBody.toggleAttribute("inert", phone.matches && !on);
}
sheetBar.addEventListener("click", () => setSheet(!sheetOpen()));
phone.addEventListener("change", () => setSheet(false));
setSheet(false);

// Filters ----------------------------------------------------------------------------------------------------

function filter() {
  const data = new FormData(form);
  const kinds = new Set(data.getAll("kind"));
  const actor = data.get("actor");
  const status = data.get("status");
  for (const card of cards.values()) {
    card.item.hidden =
      (kinds.size > 0 && !kinds.has(card.kind)) ||
      (status !== "" && card.status !== status) ||
      (actor !== "" && !card.actors.has(actor));
  }
  if (selected && !visible(selected)) close(selected);
  hover([]);
  for (const [mark, lines] of marks) {
    for (const { card, lane } of lines) mark.classList.remove(`l${lane}-${card.kind}`);
    const left = lines.filter((line) => visible(line.card));
    for (const { card, lane } of left) mark.classList.add(`l${lane}-${card.kind}`);
    mark.classList.toggle("off", !left.length);
    if (left.length) mark.setAttribute("href", `#r-${encodeURIComponent(left[0].card.item.id.slice(2))}`);
    else mark.removeAttribute("href");
    const begins = left.some((line) => line.card.marks[0] === mark);
    if (begins) mark.removeAttribute("tabindex");
    else mark.setAttribute("tabindex", "-1");
  }
  const number = shown().length;
  for (const place of document.querySelectorAll(".shown-count")) place.textContent = String(number);
  document.getElementById("nothing").hidden = number > 0;
  const narrowed = kinds.size > 0 || actor !== "" || status !== "";
  document.getElementById("clear").hidden = !narrowed;
  const address = new URL(location.href);
  for (const name of ["kind", "actor", "status"]) address.searchParams.delete(name);
  for (const kind of kinds) address.searchParams.append("kind", kind);
  if (actor) address.searchParams.set("actor", actor);
  if (status) address.searchParams.set("status", status);
  history.replaceState(history.state, "", address.href);
  say(`${number} of ${cards.size} records shown`);
}
form.addEventListener("change", filter);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  filter();
});
document.getElementById("clear").addEventListener("click", (event) => {
  event.preventDefault();
  for (const field of form.elements) {
    if (field.type === "checkbox") field.checked = false;
    else if (field.tagName === "SELECT") field.value = "";
  }
  filter();
});

// Keys -------------------------------------------------------------------------------------------------------

const keys = document.getElementById("keys");
const keysOn = document.getElementById("keys-on");
const keysOpen = document.getElementById("keys-open");
keysOpen.hidden = false;
keysOpen.addEventListener("click", () => keys.showModal());
try {
  keysOn.checked = localStorage.getItem("dragoman-keys") !== "off";
} catch {
  // Without storage they are on.
}
keysOn.addEventListener("change", () => {
  try {
    localStorage.setItem("dragoman-keys", keysOn.checked ? "on" : "off");
  } catch {
    // The choice lasts for this page.
  }
});

function move(step) {
  const all = shown();
  if (!all.length) return;
  const focused = document.activeElement?.closest?.(".rec");
  const mark = document.activeElement?.closest?.(".m");
  const from = focused
    ? cards.get(Number(focused.dataset.i))
    : mark
      ? marks.get(mark).map((line) => line.card).find(visible)
      : selected;
  const at = from ? all.indexOf(from) : step > 0 ? -1 : all.length;
  const card = all[Math.max(0, Math.min(all.length - 1, at + step))];
  const reading = [...cards.values()].some((other) => other.details.open);
  if (phone.matches) setSheet(true);
  if (reading) open(card, { focus: true });
  else {
    select(card);
    showCard(card);
    showWords(card);
    card.summary.focus({ preventScroll: true });
  }
}

function escape() {
  if (closeChooser()) return;
  const open_ = [...cards.values()].find((card) => card.details.open);
  if (open_ || selected) {
    const card = open_ ?? selected;
    close(card);
    if (phone.matches) setSheet(false);
    const back = opener ?? card.marks[0];
    if (back) back.focus({ preventScroll: true });
    opener = null;
  } else if (sheetOpen()) {
    setSheet(false);
    sheetBar.focus();
  }
}

addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || keys.open) return;
  const typing = event.target.closest?.("input, select, textarea");
  if (event.key === "Escape") {
    if (!typing || !chooser.hidden) escape();
    return;
  }
  if (typing) return;
  const near = event.target.closest?.(".rec, .m");
  const inBody = event.target.closest?.(".rec-body");
  const letters = keysOn.checked;
  if ((letters && event.key === "j") || (near && !inBody && event.key === "ArrowDown")) move(1);
  else if ((letters && event.key === "k") || (near && !inBody && event.key === "ArrowUp")) move(-1);
  else if (letters && event.key === "?") keys.showModal();
  else return;
  event.preventDefault();
});

// Permanent links --------------------------------------------------------------------------------------------

function follow() {
  let id = "";
  try {
    id = decodeURIComponent(location.hash.slice(1));
  } catch {
    return; // a broken address leads to the page, and no further
  }
  const item = id.startsWith("r-") ? document.getElementById(id) : null;
  const card = item && list.contains(item) ? cards.get(Number(item.dataset.i)) : null;
  if (!card) return;
  if (!visible(card)) {
    item.hidden = false; // a link to a record shows it, whatever the filter
  }
  open(card);
}
addEventListener("hashchange", follow);
follow();
addEventListener("load", () => {
  requestAnimationFrame(() => {
    if (selected) {
      showCard(selected);
      showWords(selected);
    }
    settled = true;
  });
});
root.dataset.ready = "reading"; // tests wait for this
