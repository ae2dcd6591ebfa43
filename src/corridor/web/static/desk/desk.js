/* Keys and small comforts of the desk. Everything here also works by clicking; no eval, no inline
   handlers, nothing kept in the browser. Works after htmx has swapped parts of a page. */
(() => {
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const lettersOn = document.body.dataset.letterKeys !== "off";
  const WRITING = "input:not([type=checkbox]):not([type=radio]),textarea,select,[contenteditable]";
  const LEAD_MS = 1200, SHIFT_MS = 900, WARNING_MS = 120000, UNDO_MS = 30000;

  const openDialog = id => {
    const dialog = document.getElementById(id);
    if (dialog && !dialog.open) dialog.showModal();
    return Boolean(dialog);
  };
  const rows = () => all("[data-case]");
  const currentRow = () => one("[data-case].cur");
  const moveBy = step => {
    const list = rows();
    if (!list.length) return false;
    const at = list.indexOf(currentRow());
    const next = list[Math.max(0, Math.min(list.length - 1, at + step))];
    currentRow()?.classList.remove("cur");
    next.classList.add("cur");
    one(".case a, h3 a", next)?.focus();
    next.scrollIntoView({ block: "nearest" });
    return true;
  };
  const selectRow = row => one("input[type=checkbox]", row)?.click();

  /* An element says which letter it answers to: data-key="n". A button or link is clicked, a
     summary is opened, a field or the first field inside is focused. In the bar for selected rows
     the row under the cursor is selected first, so that A, I, U and T work without X. */
  const focusIn = place => one("input:not([type=hidden]),select,textarea", place)?.focus();
  const press = letter => {
    const found = one(`[data-key="${letter}"]`);
    if (!found) return false;
    const box = found.closest(".bulk") && one("input[type=checkbox]", currentRow() ?? found);
    if (box && !box.checked) box.click();
    if (found.matches("summary")) { found.parentElement.open = true; focusIn(found.parentElement); }
    else if (found.matches("a,button")) found.click();
    else if (found.matches(WRITING)) found.focus();
    else focusIn(found);
    return true;
  };
  const keys = {
    j: () => moveBy(1),
    k: () => moveBy(-1),
    x: () => { const row = currentRow(); if (row) selectRow(row); return Boolean(row); },
    "/": () => { const find = one("#find"); find?.focus(); return Boolean(find); },
    "?": () => openDialog("keys"),
  };
  for (const letter of "aiutnz") keys[letter] = () => press(letter);

  let lead = 0, shifts = [];
  const goTo = letter => { const link = one(`.nav a[data-go="${letter}"]`); link?.click(); return Boolean(link); };
  const countShifts = event => {
    const now = event.timeStamp;
    shifts = shifts.filter(at => now - at < SHIFT_MS).concat(now);
    if (shifts.length > 2) one("#lock")?.requestSubmit();
  };
  const saveForm = event => {
    const form = event.target.closest("form");
    if (!form || !event.target.matches("textarea,input")) return false;
    const shown = all("button:not([type=button])", form).filter(button => button.offsetParent);
    form.requestSubmit(shown.find(button => button.classList.contains("btn-main")) ?? shown[0]);
    return true;
  };
  const letterPressed = event => {
    const letter = event.key.toLowerCase();
    if (lead && event.timeStamp - lead < LEAD_MS && goTo(letter)) return true;
    lead = letter === "g" ? event.timeStamp : 0;
    return keys[letter]?.() ?? false;
  };
  document.addEventListener("keydown", event => {
    if (event.key === "Shift") { if (!event.repeat) countShifts(event); return; }
    shifts = [];
    const command = event.ctrlKey || event.metaKey;
    if (command && event.key.toLowerCase() === "k") { event.preventDefault(); openDialog("pal"); return; }
    if (command && event.key === "Enter") { if (saveForm(event)) event.preventDefault(); return; }
    if (event.key === "Escape") { closeDrops(null, true); return; }
    const elsewhere = command || event.altKey || event.target.closest(WRITING) || one("dialog[open]");
    if (!elsewhere && lettersOn && letterPressed(event)) event.preventDefault();
  });

  const closeDrops = (except, focus = false) => all("details.drop[open]").forEach(drop => {
    if (except && drop.contains(except)) return;
    drop.removeAttribute("open");
    if (focus) one("summary", drop).focus();
  });
  document.addEventListener("click", event => {
    const opener = event.target.closest("[data-open]");
    if (opener && openDialog(opener.dataset.open)) event.preventDefault();
    closeDrops(event.target);
  });
  document.addEventListener("change", () => {
    const count = one("[data-count]");
    if (count) count.textContent = all(".q tbody input:checked").length;
  });

  /* A slip can be taken back for half a minute: the server says so, this only takes the offer away. */
  const slip = one("[data-undo]");
  if (slip) setTimeout(() => slip.remove(), UNDO_MS);

  /* The list of commands narrows while typing; Enter opens the first that is left. */
  const palette = one("#pal-in");
  const commands = () => all("#pal li").filter(item => !item.hidden);
  palette?.addEventListener("input", () => {
    const typed = palette.value.trim().toLowerCase();
    all("#pal li").forEach(item => { item.hidden = !item.textContent.toLowerCase().includes(typed); });
  });
  palette?.form.addEventListener("submit", event => {
    event.preventDefault();
    one("a", commands()[0] ?? document.createElement("p"))?.click();
  });

  /* The lock comes from the server. This only says so two minutes before, and can put it off. */
  const minutes = Number(document.body.dataset.lockMinutes);
  const stay = one("#stay");
  let warning = 0;
  const waitAgain = () => {
    if (!minutes || !stay) return;
    clearTimeout(warning);
    stay.hidden = true;
    warning = setTimeout(() => { stay.hidden = false; }, minutes * 60000 - WARNING_MS);
  };
  document.addEventListener("htmx:after:request", waitAgain);
  waitAgain();
})();
