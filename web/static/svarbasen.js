// What pages do better with JavaScript: asking without leaving the page, and copying with the citation.
"use strict";

const SLOW = 1500; // ms of waiting before it is explained
const COPIED = 2000; // ms a button says that it has copied

const OWN = ":scope > .verbatim, :scope > .whole > .verbatim"; // a passage's own text, not what it leans on

const say = (text) => { document.getElementById("besked").textContent = text; };

function copyButtons(root) {
  for (const passage of root.querySelectorAll(".passage, .lean")) {
    if (!passage.querySelector(OWN)) continue;
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Kopiér med kildehenvisning";
    button.addEventListener("click", () => copy(passage, button));
    item.append(button);
    passage.querySelector(":scope > footer > .links").append(item);
  }
}

async function copy(passage, button) {
  const answer = passage.querySelector(OWN);
  const link = new URL(answer.getAttribute("cite"), location.href);
  const doubt = passage.dataset.doubt ? `\n${passage.dataset.doubt}` : "";
  const done = await write(`${answer.textContent}\n\nKilde: ${passage.dataset.citation}\n${link}${doubt}`);
  const before = button.textContent;
  button.textContent = done ? "Kopieret" : "Kunne ikke kopiere";
  say(done ? "Svaret er kopieret med kildehenvisning." : "Svaret kunne ikke kopieres.");
  setTimeout(() => { button.textContent = before; }, COPIED);
}

async function write(text) {
  if (navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch { /* not allowed here: the older way below */ }
  }
  return writeByHand(text); // navigator.clipboard is missing on plain http
}

function writeByHand(text) {
  const area = document.createElement("textarea");
  const focused = document.activeElement;
  area.value = text;
  area.className = "unseen";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  focused?.focus({ preventScroll: true });
  return done;
}

function conversation(form) {
  const turns = document.getElementById("samtale");
  const field = form.elements.namedItem("spoergsmaal");
  const button = form.querySelector("button");
  const most = Number(turns.dataset.most);
  let number = turns.children.length;
  let busy = false;

  // `part` is a question's part of the address; `old` the turn that is asked again.
  async function ask(part, old) {
    if (busy) return;
    busy = true;
    button.setAttribute("aria-disabled", "true");
    begin();
    const question = new URLSearchParams(part).get("q");
    const waiting = put(fromTemplate("venter", question), old);
    say("Søger i svarbrevene.");
    const slow = setTimeout(() => explain(waiting), SLOW);
    const turn = await answered(waiting, part, question);
    clearTimeout(slow);
    waiting.replaceWith(turn);
    settle(turn, part, question);
    if (old) turn.focus({ preventScroll: true });
    busy = false;
    button.removeAttribute("aria-disabled");
  }

  async function answered(waiting, part, question) {
    try {
      const address = [...parts(waiting), part, `nr=${++number}`].join("&");
      const response = await fetch("/spoerg?" + address);
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      return document.importNode(page.querySelector(".turn"), true);
    } catch {
      return fromTemplate("mislykket", question);
    }
  }

  // What the address holds of the turns before `end`, or of all.
  function parts(end) {
    const all = [...turns.children];
    const before = end ? all.slice(0, all.indexOf(end)) : all;
    return before.filter((turn) => turn.dataset.status === "200").map((turn) => turn.dataset.asked);
  }

  function settle(turn, part, question) {
    copyButtons(turn);
    turn.tabIndex = -1;
    if (turn.dataset.status === "200") remember();
    else field.value ||= question;
    if (turn === turns.lastElementChild) choose(new URLSearchParams(part));
    show(turn);
    say((turn.querySelector(".status, .problem p") ?? turn).textContent.replace(/\s+/g, " ").trim());
  }

  function begin() {
    document.querySelector(".begin")?.remove();
    document.querySelector(".welcome").hidden = true;
    document.querySelector(".talk").hidden = false;
    document.querySelector("main").classList.add("talking");
  }

  function put(turn, old) {
    if (old) old.replaceWith(turn);
    else turns.append(turn);
    while (turns.children.length > most) {
      turns.firstElementChild.remove();
      document.querySelector(".dropped").hidden = false;
    }
    show(turn);
    return turn;
  }

  function show(turn) {
    if (turn === turns.lastElementChild) {
      document.getElementById("seneste")?.removeAttribute("id");
      turn.id = "seneste";
    } else turn.removeAttribute("id");
    turn.scrollIntoView({ block: "start" });
  }

  function remember() {
    const all = parts();
    history.replaceState(null, "", "/?" + all.join("&") + "#seneste");
    document.title = new URLSearchParams(all.at(-1)).get("q") + " – Svarbasen";
  }

  // The part of the address that the form stands for.
  function wish(question) {
    const chosen = boxes().filter((box) => box.checked).map((box) => [box.name, box.value]);
    return new URLSearchParams([["q", question], ...chosen]).toString();
  }

  function boxes() {
    return [...form.querySelectorAll(".option input")];
  }

  // The next question is narrowed as the last one was. Years may be written as 2019-2021.
  function choose(wanted) {
    const years = wanted.getAll("aar").map((year) => year.split("-"));
    for (const box of boxes()) {
      const among = years.some(([first, last = first]) => first <= box.value && box.value <= last);
      box.checked = box.name === "aar" ? among : wanted.getAll(box.name).includes(box.value);
    }
    sumUp();
  }

  function sumUp() {
    const line = form.querySelector(".summed-up");
    const chosen = boxes().filter((box) => box.checked).map((box) => box.labels[0].textContent);
    if (line) line.textContent = chosen.length ? ": " + chosen.join(", ") : "";
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const question = field.value.trim();
    if (!question || busy) return;
    field.value = "";
    field.focus({ preventScroll: true });
    ask(wish(question));
  });

  form.addEventListener("change", sumUp);

  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-ask], a[data-again]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (link.dataset.again) {
      ask(link.dataset.again, link.closest(".turn"));
      return;
    }
    field.focus({ preventScroll: true });
    ask(wish(link.textContent.trim()));
  });

  form.querySelectorAll("input[type=hidden]").forEach((input) => input.remove()); // the turns know them
  form.querySelector(".keys").hidden = false;
}

function fromTemplate(id, question) {
  const turn = document.getElementById(id).content.firstElementChild.cloneNode(true);
  turn.querySelector(".question-text").textContent = question;
  return turn;
}

function explain(waiting) {
  const slow = waiting.querySelector(".slow");
  slow.hidden = false;
  say(slow.textContent);
}

copyButtons(document);
const form = document.querySelector("form.composer");
if (form) conversation(form);
