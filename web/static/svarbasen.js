// What pages do better with JavaScript: asking without leaving the page, and copying with the citation.
"use strict";

const SLOW = 1500; // ms of waiting before it is explained
const COPIED = 2000; // ms a button says that it has copied

const say = (text) => { document.getElementById("besked").textContent = text; };

function copyButtons(root) {
  for (const passage of root.querySelectorAll(".passage")) {
    if (!passage.querySelector(".verbatim")) continue;
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Kopiér med kildehenvisning";
    button.addEventListener("click", () => copy(passage, button));
    item.append(button);
    passage.querySelector(".links").append(item);
  }
}

async function copy(passage, button) {
  const answer = passage.querySelector(".verbatim");
  const link = new URL(answer.getAttribute("cite"), location.href);
  const done = await write(`${answer.textContent}\n\nKilde: ${passage.dataset.citation}\n${link}`);
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

  async function ask(question) {
    if (busy) return;
    busy = true;
    button.setAttribute("aria-disabled", "true");
    begin();
    const waiting = add(fromTemplate("venter", question));
    say("Søger i svarbrevene.");
    const slow = setTimeout(() => explain(waiting), SLOW);
    const turn = await answered(question);
    clearTimeout(slow);
    waiting.replaceWith(turn);
    settle(turn, question);
    busy = false;
    button.removeAttribute("aria-disabled");
  }

  async function answered(question) {
    try {
      const response = await fetch("/spoerg?" + new URLSearchParams({ q: question, nr: ++number }));
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      return document.importNode(page.querySelector(".turn"), true);
    } catch {
      return fromTemplate("mislykket", question);
    }
  }

  function settle(turn, question) {
    copyButtons(turn);
    if (turn.dataset.status === "200") remember(question);
    else field.value ||= question;
    newest(turn);
    say((turn.querySelector(".status, .problem p") ?? turn).textContent.replace(/\s+/g, " ").trim());
  }

  function begin() {
    document.querySelector(".begin")?.remove();
    document.querySelector(".welcome").hidden = true;
    document.querySelector(".talk").hidden = false;
    document.querySelector("main").classList.add("talking");
  }

  function add(turn) {
    turns.append(turn);
    while (turns.children.length > most) {
      turns.firstElementChild.remove();
      document.querySelector(".dropped").hidden = false;
    }
    newest(turn);
    return turn;
  }

  function newest(turn) {
    document.getElementById("seneste")?.removeAttribute("id");
    turn.id = "seneste";
    turn.scrollIntoView({ block: "start" });
  }

  function remember(question) {
    const hidden = document.createElement("input");
    Object.assign(hidden, { type: "hidden", name: "q", value: question });
    form.querySelector("label").before(hidden);
    const earlier = [...form.querySelectorAll("input[name=q]")];
    earlier.slice(0, -most).forEach((input) => input.remove());
    const kept = earlier.slice(-most).map((input) => ["q", input.value]);
    history.replaceState(null, "", "/?" + new URLSearchParams(kept) + "#seneste");
    document.title = question + " – Svarbasen";
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const question = field.value.trim();
    if (!question || busy) return;
    field.value = "";
    field.focus({ preventScroll: true });
    ask(question);
  });

  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-ask]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    field.focus({ preventScroll: true });
    ask(link.textContent.trim());
  });

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
