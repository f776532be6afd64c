"use strict";
// The explained page: choose a block and see its marks, hide and show, and switch filters off to see what would come back.
// Texts reach the page as text only (textContent, createTextNode): nothing of a capture is ever parsed here.
(() => {
  const $ = (id) => document.getElementById(id);
  const data = JSON.parse($("data").textContent);
  const { labels, filters, reasons, paths, kinds, start } = data;
  const KEPT = new Set(["headline", "body", "footnote", "caption", "credit"]);
  const PROSE = new Set(["body", "footnote"]);
  const KIND_TAGS = { heading: "h4" };
  const CHUNK = data.chunk;
  const CREDIT_REACH = data.reach;
  const count = start.length - 1;
  const rows = Array.from(document.querySelectorAll("#blocks .block"));
  const off = new Set(); // filters switched off, by number
  const hidden = { label: new Set(), filter: new Set() };
  let chosen = -1;
  let changes = []; // numbers of the blocks that differ while a filter is off
  let at = -1; // which change was visited last

  const make = (tag, name, text) => {
    const element = document.createElement(tag);
    if (name) element.className = name;
    if (text !== undefined) element.textContent = text;
    return element;
  };
  const plural = (number, one, many) => `${number} ${number === 1 ? one : many}`;

  // ---------------------------------------------------------------- judging, as the program does: later marks win

  // The label that counts, the number of the mark that gave it (-1: none), and the marks on parts that take something out.
  function judge(block, without) {
    let won = -1;
    let parts = null;
    for (let m = start[block]; m < start[block + 1]; m++) {
      if (without.has(data.filter[m])) continue;
      if (data.part[m]) (parts ??= []).push(m);
      else won = m;
    }
    const label = won < 0 ? "undecided" : labels[data.label[won]];
    let gone = null;
    if (parts && KEPT.has(label)) {
      const credit = label === "caption" || label === "headline";
      gone = parts.filter((m) => !KEPT.has(labels[data.label[m]]) || (credit && labels[data.label[m]] === "credit"));
      if (!gone.length) gone = null;
    }
    return { label, won, gone, parts };
  }

  const original = new Array(count);
  const nothing = new Set();
  const first = (block) => (original[block] ??= judge(block, nothing));
  let current = null; // per block, while a filter is off
  const now = (block) => (current ? current[block] : first(block));

  const textOf = (block) => rows[block].firstElementChild.textContent;

  // What is left of a block's text without the parts that these marks take out.
  function rest(block, gone) {
    if (!gone) return textOf(block);
    const numbers = new Set(gone.map((m) => String(m - start[block])));
    let text = "";
    for (const node of rows[block].firstElementChild.childNodes) {
      if (node.nodeType === Node.ELEMENT_NODE && node.dataset.m.split(" ").some((m) => numbers.has(m))) text += " ";
      else text += node.textContent;
    }
    return text.replace(/\s+/g, " ").trim();
  }

  function partText(block, mark) {
    const number = String(mark - start[block]);
    let text = "";
    for (const part of rows[block].querySelectorAll("i")) if (part.dataset.m.split(" ").includes(number)) text += part.textContent;
    return text;
  }

  // ---------------------------------------------------------------- the article

  function element(tag, name, text, block) {
    const made = make(tag, name, text);
    made.dataset.block = block;
    const change = current && rows[block].dataset.change;
    if (change === "back" || change === "go") made.classList.add(change);
    return made;
  }

  function captions(verdicts) {
    const found = [];
    const free = [];
    const seen = new Map();
    verdicts.forEach((v, i) => { if (v.label === "credit") free.push(i); });
    const places = [];
    verdicts.forEach((v, i) => { if (v.label === "caption" && rest(i, v.gone)) places.push(i); });
    places.forEach((place, n) => {
      const inside = (verdicts[place].parts ?? []).filter((m) => labels[data.label[m]] === "credit").map((m) => partText(place, m).trim());
      let credit = inside.join(" ");
      if (!credit) {
        const end = Math.min(n + 1 < places.length ? places[n + 1] : count, place + CREDIT_REACH + 1);
        let near = free.findIndex((i) => place < i && i < end);
        if (near < 0) near = free.indexOf(place - 1);
        if (near >= 0) {
          credit = rest(free[near], verdicts[free[near]].gone);
          free.splice(near, 1);
        }
      }
      const text = rest(place, verdicts[place].gone);
      if (!seen.has(text)) found.push({ place, text });
      if (!seen.get(text)) seen.set(text, credit);
    });
    return found.map(({ place, text }) => ({ place, text, credit: seen.get(text) }));
  }

  function article() {
    const verdicts = Array.from({ length: count }, (_, i) => now(i));
    const whole = document.createDocumentFragment();
    const headlines = [];
    verdicts.forEach((v, i) => { if (v.label === "headline" && rest(i, v.gone)) headlines.push(i); });
    if (headlines.length) whole.append(element("h3", "title", headlines.map((i) => rest(i, verdicts[i].gone)).join(" "), headlines[0]));
    if (data.aside) whole.append(make("p", "aside", data.aside));
    for (const { place, text, credit } of captions(verdicts)) {
      const made = element("p", "picture", text, place);
      if (credit) made.append(" ", make("small", "", credit));
      whole.append(made);
    }
    let chunk = null;
    let size = 0;
    verdicts.forEach((v, i) => {
      const gone = rows[i].dataset.change === "go" && PROSE.has(first(i).label);
      if (!PROSE.has(v.label) && !gone) return;
      const text = gone ? rest(i, first(i).gone) : rest(i, v.gone);
      if (!text) return;
      if (size++ % CHUNK === 0) whole.append((chunk = make("div", "chunk")));
      const kind = kinds[data.kind[i]];
      chunk.append(element(KIND_TAGS[kind] ?? "p", gone ? kind : `${kind} ${v.label}`, text, i));
    });
    if (!whole.childNodes.length) whole.append(make("p", "empty", "Nothing is left."));
    $("article").replaceChildren(whole);
  }

  // ---------------------------------------------------------------- what if a filter were off?

  const same = (a, b) => (a === null || b === null ? a === b : a.length === b.length && a.every((m, i) => m === b[i]));

  function change(before, after) {
    if (KEPT.has(before.label) !== KEPT.has(after.label)) return KEPT.has(after.label) ? "back" : "go";
    if (before.label !== after.label) return "turn";
    return same(before.gone, after.gone) ? "" : "part";
  }

  function paint(block, verdict, what) {
    const row = rows[block];
    row.className = `block ${verdict.label}${what ? ` ${what}` : ""}${block === chosen ? " chosen" : ""}`;
    row.dataset.by = verdict.won < 0 ? "" : filters[data.filter[verdict.won]];
    if (what) row.dataset.change = what;
    else delete row.dataset.change;
    if (!verdict.parts && !first(block).parts) return;
    const gone = new Set((verdict.gone ?? []).map((m) => String(m - start[block])));
    for (const part of row.querySelectorAll("i")) {
      const taken = part.dataset.m.split(" ").filter((m) => gone.has(m));
      const kept = taken.some((m) => KEPT.has(labels[data.label[start[block] + Number(m)]]));
      part.className = taken.length ? (kept ? "in" : "out") : "";
    }
  }

  function recompute() {
    const before = new Set(changes);
    changes = [];
    at = -1;
    const counts = { back: 0, go: 0, turn: 0, part: 0 };
    current = off.size ? new Array(count) : null;
    for (let i = 0; i < count; i++) {
      const was = first(i);
      const is = current ? (current[i] = judge(i, off)) : was;
      const what = current ? change(was, is) : "";
      if (what) {
        changes.push(i);
        counts[what]++;
      }
      if (what || before.has(i) || (current && is.won !== was.won) || rows[i].dataset.other) {
        paint(i, is, what);
        if (current && is.won !== was.won) rows[i].dataset.other = "1";
        else delete rows[i].dataset.other;
      }
    }
    article();
    hide();
    say(counts);
    if (chosen >= 0) choose(chosen, false);
  }

  function say(counts) {
    const names = [...off].map((f) => filters[f]);
    const veiled = hidden.label.size + hidden.filter.size;
    $("bar").hidden = !off.size && !veiled;
    $("previous").hidden = $("next").hidden = !changes.length;
    const parts = [];
    if (off.size && counts) {
      const told = [];
      if (counts.back) told.push(`${plural(counts.back, "block comes", "blocks come")} back`);
      if (counts.go) told.push(`${plural(counts.go, "block", "blocks")} would go`);
      if (counts.turn) told.push(`${plural(counts.turn, "block changes its", "blocks change their")} label`);
      if (counts.part) told.push(`${plural(counts.part, "block changes", "blocks change")} in part`);
      if (!told.length) told.push("nothing changes: other filters say the same");
      parts.push(`Without ${names.join(", ")}: ${told.join(", ")}. (The other filters' marks are taken as they stand.)`);
      $("status").dataset.told = parts[0];
    } else if (off.size) parts.push($("status").dataset.told);
    if (veiled) parts.push(`${plural(rows.filter((row) => row.hidden).length, "block is", "blocks are")} hidden.`);
    $("status").textContent = parts.join(" ");
  }

  function toggle(filter) {
    if (off.has(filter)) off.delete(filter);
    else off.add(filter);
    switches();
    recompute();
  }

  function switches() {
    for (const button of document.querySelectorAll("[role=switch]")) {
      const dark = off.has(Number(button.dataset.filter));
      button.setAttribute("aria-checked", String(!dark));
      button.parentElement.classList.toggle("off", dark);
    }
  }

  // ---------------------------------------------------------------- hiding

  function hide() {
    const any = hidden.label.size || hidden.filter.size;
    for (let i = 0; i < count; i++) {
      const { label, won } = now(i);
      const veil = Boolean(any) && (hidden.label.has(label) || (won >= 0 && hidden.filter.has(data.filter[won])));
      if (rows[i].hidden !== veil) rows[i].hidden = veil;
    }
  }

  function veil(button, alone) {
    const kind = button.dataset.label === undefined ? "filter" : "label";
    const all = Array.from(button.closest(".chips").querySelectorAll(".name"));
    const value = (chip) => (kind === "label" ? chip.dataset.label : Number(chip.dataset.filter));
    const set = hidden[kind];
    if (alone) {
      const only = set.size === all.length - 1 && !set.has(value(button));
      set.clear();
      if (!only) for (const chip of all) if (chip !== button) set.add(value(chip));
    } else if (set.has(value(button))) set.delete(value(button));
    else set.add(value(button));
    for (const chip of all) chip.setAttribute("aria-pressed", String(!set.has(value(chip))));
    hide();
    say(null);
  }

  function reset() {
    off.clear();
    hidden.label.clear();
    hidden.filter.clear();
    for (const chip of document.querySelectorAll(".chip .name")) chip.setAttribute("aria-pressed", "true");
    switches();
    recompute();
  }

  // ---------------------------------------------------------------- one block and its marks

  function choose(block, scroll = true) {
    if (chosen >= 0) {
      rows[chosen].classList.remove("chosen");
      rows[chosen].removeAttribute("aria-current");
      rows[chosen].tabIndex = -1;
    }
    for (const old of $("article").querySelectorAll(".chosen")) old.classList.remove("chosen");
    chosen = block;
    const row = rows[block];
    row.classList.add("chosen");
    row.setAttribute("aria-current", "true");
    row.tabIndex = 0;
    marks(block);
    const told = $("article").querySelector(`[data-block="${block}"]`);
    if (told) told.classList.add("chosen");
    if (!scroll) return;
    row.scrollIntoView({ block: "nearest" });
    if (told && told.offsetParent) told.scrollIntoView({ block: "nearest" });
  }

  function marks(block) {
    const panel = $("marks");
    const verdict = now(block);
    const place = make("p", "place");
    const where = [kinds[data.kind[block]].replace("_", " ")];
    if (data.line[block] >= 0) where.push(`line ${data.line[block] + 1}`);
    if (data.path[block] >= 0) where.push(paths[data.path[block]]);
    const words = make("span", "", "");
    words.append(make("strong", "", `Block ${block + 1}: ${verdict.label}`), ` · ${where.join(" · ")}`);
    const close = make("button", "", "×");
    close.id = "close";
    close.type = "button";
    close.setAttribute("aria-label", "Close");
    close.addEventListener("click", leave);
    place.append(words, close);
    const list = make("ol");
    for (let m = start[block]; m < start[block + 1]; m++) list.append(line(block, m, verdict));
    const told = list.children.length ? list : make("p", "none", "No filter spoke for this block, so it was dropped.");
    panel.replaceChildren(place, told);
    panel.hidden = false;
  }

  function line(block, m, verdict) {
    const label = labels[data.label[m]];
    const item = make("li", label);
    const dark = off.has(data.filter[m]);
    const won = m === verdict.won || Boolean(verdict.gone?.includes(m));
    item.classList.toggle("won", won);
    item.classList.toggle("off", dark);
    const reason = make("span", "reason", reasons[data.reason[m]]);
    if (data.part[m]) reason.append(" ", make("q", "", partText(block, m)));
    const score = make("span", "score");
    const value = data.score?.[m];
    if (value !== null && value !== undefined) {
      const meter = make("meter");
      meter.value = value;
      score.append(meter, ` ${value.toFixed(2)}`);
    }
    item.append(
      make("span", "order", `${m - start[block] + 1}.`),
      make("span", "by", filters[data.filter[m]]),
      make("span", "label", label),
      reason,
      score,
      make("span", "verdict", won ? (data.part[m] ? "takes part out" : "decides") : dark ? "switched off" : data.part[m] ? "a part" : "overruled"),
    );
    return item;
  }

  function leave() {
    $("marks").hidden = true;
    if (chosen >= 0) {
      rows[chosen].classList.remove("chosen");
      rows[chosen].removeAttribute("aria-current");
      for (const old of $("article").querySelectorAll(".chosen")) old.classList.remove("chosen");
      rows[chosen].focus({ preventScroll: true });
    }
  }

  // ---------------------------------------------------------------- moving

  function step(from, by, test = () => true) {
    for (let i = from + by; i >= 0 && i < count; i += by) if (!rows[i].hidden && test(i)) return go(i);
    return undefined;
  }

  function go(block) {
    $("main").dataset.view = "capture";
    views();
    rows[block].tabIndex = 0;
    rows[block].focus({ preventScroll: true });
    choose(block);
  }

  function visit(by) {
    if (!changes.length) return;
    at = (at + by + changes.length) % changes.length;
    rows[changes[at]].hidden = false;
    go(changes[at]);
  }

  const dropped = (block) => !KEPT.has(now(block).label);
  const KEYS = {
    j: () => step(chosen, 1),
    k: () => step(chosen < 0 ? count : chosen, -1),
    d: () => step(chosen, 1, dropped),
    D: () => step(chosen < 0 ? count : chosen, -1, dropped),
    c: () => visit(1),
    C: () => visit(-1),
    o: () => { if (chosen >= 0 && first(chosen).won >= 0) toggle(data.filter[first(chosen).won]); },
    "?": () => $("keys").showModal(),
    Escape: leave,
  };
  const LIST_KEYS = { ArrowDown: KEYS.j, ArrowUp: KEYS.k, Home: () => step(-1, 1), End: () => step(count, -1) };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || $("keys").open) return;
    const inside = event.target === document.body || $("blocks").contains(event.target);
    const action = KEYS[event.key] ?? (inside ? LIST_KEYS[event.key] : undefined);
    if (!action) return;
    event.preventDefault();
    action();
  });

  // ---------------------------------------------------------------- wiring

  function views() {
    const view = $("main").dataset.view;
    for (const button of document.querySelectorAll("[data-view]")) {
      if (button.tagName === "BUTTON") button.setAttribute("aria-pressed", String(button.dataset.view === view));
    }
  }

  $("blocks").addEventListener("click", (event) => {
    const row = event.target.closest(".block");
    if (!row || String(getSelection())) return;
    const block = Number(row.id.slice(1));
    row.tabIndex = 0;
    row.focus({ preventScroll: true });
    choose(block);
  });
  $("blocks").addEventListener("focusin", (event) => {
    const block = Number(event.target.id.slice(1));
    if (event.target.matches(":focus-visible") && (block !== chosen || $("marks").hidden)) choose(block);
  });
  $("article").addEventListener("click", (event) => {
    const told = event.target.closest("[data-block]");
    if (told && !String(getSelection())) choose(Number(told.dataset.block));
  });
  document.querySelector("header").addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.matches(".name")) veil(button, event.shiftKey);
    else if (button.matches("[role=switch]")) toggle(Number(button.dataset.filter));
    else if (button.dataset.view) {
      $("main").dataset.view = button.dataset.view;
      views();
    }
  });
  $("previous").addEventListener("click", () => visit(-1));
  $("next").addEventListener("click", () => visit(1));
  $("reset").addEventListener("click", reset);
  $("help").addEventListener("click", () => $("keys").showModal());
  if (matchMedia("(max-width: 760px)").matches) $("filters").open = false;
  const named = /^#b(\d+)$/.exec(location.hash);
  if (named && Number(named[1]) < count) go(Number(named[1]));
})();
