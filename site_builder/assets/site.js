/* What needs a script: colours by hand, copying, tabs, the search. Without it all text is there. */
"use strict";
(function () {
  const all = (selector, within) => [...(within || document).querySelectorAll(selector)];
  const made = (name, text, attributes) => {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    for (const [key, value] of Object.entries(attributes || {})) element.setAttribute(key, value);
    return element;
  };

  function themes() {
    const button = document.querySelector("button.theme");
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const isDark = () => (document.documentElement.dataset.theme || (dark.matches ? "dark" : "light")) === "dark";
    const label = () => { button.textContent = isDark() ? "Light" : "Dark"; };
    button.hidden = false;
    button.addEventListener("click", () => {
      const chosen = isDark() ? "light" : "dark";
      document.documentElement.dataset.theme = chosen;
      try { localStorage.setItem("theme", chosen); } catch { /* for this page only */ }
      label();
    });
    dark.addEventListener("change", label);
    label();
  }

  async function copy(pre) {
    const text = pre.textContent;
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const range = document.createRange();
      range.selectNodeContents(pre);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      return document.execCommand("copy");
    }
  }

  function copying() {
    for (const block of all(".code:not(.trace)")) {
      const pre = block.querySelector("pre");
      const button = made("button", "Copy", { type: "button", class: "copy" });
      button.addEventListener("click", async () => {
        button.textContent = (await copy(pre)) ? "Copied" : "Press Ctrl+C";
        setTimeout(() => { button.textContent = "Copy"; }, 1600);
      });
      block.append(button);
    }
  }

  function tabs(box) {
    const panels = all(".panel", box);
    if (panels.length < 2) return;
    const list = made("div", "", { role: "tablist", "aria-label": "Framework" });
    const buttons = panels.map((panel, number) => {
      const button = made("button", panel.dataset.tab, { type: "button", role: "tab", id: "tab-" + panel.id, "aria-controls": panel.id });
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("aria-labelledby", button.id);
      button.addEventListener("click", () => choose(number, true));
      button.addEventListener("keydown", (event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        const next = event.key === "Home" ? 0 : event.key === "End" ? panels.length - 1 : step && (number + step + panels.length) % panels.length;
        if (next === undefined) return;
        event.preventDefault();
        choose(next, true);
        buttons[next].focus();
      });
      list.append(button);
      return button;
    });
    function choose(chosen, remember) {
      panels.forEach((panel, number) => {
        panel.classList.toggle("closed", number !== chosen);
        buttons[number].setAttribute("aria-selected", String(number === chosen));
        buttons[number].tabIndex = number === chosen ? 0 : -1;
      });
      if (remember) try { localStorage.setItem("framework", panels[chosen].dataset.tab); } catch { /* not kept */ }
    }
    box.prepend(list);
    box.classList.add("tabbed");
    let last = null;
    try { last = localStorage.getItem("framework"); } catch { /* none */ }
    const linked = panels.findIndex((panel) => "#" + panel.id === location.hash);
    choose(Math.max(0, linked >= 0 ? linked : panels.findIndex((panel) => panel.dataset.tab === last)), false);
  }

  function asking() {
    const form = document.querySelector("form.ask");
    const index = globalThis.catalogueSearch.prepare(globalThis.catalogueData);
    const box = form.querySelector("textarea");
    const found = document.getElementById("found");
    const show = () => {
      const results = globalThis.catalogueSearch.find(box.value, index, 12);
      found.replaceChildren(...(box.value.trim() ? shown(results) : []));
      found.hidden = !box.value.trim();
    };
    const asked = () => {
      if (!location.hash.startsWith("#q=")) return;
      try { box.value = decodeURIComponent(location.hash.slice(3)); } catch { return; }
      show();
    };
    let waiting = 0;
    box.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(show, 120); });
    addEventListener("hashchange", asked);
    form.addEventListener("submit", (event) => { event.preventDefault(); show(); });
    form.hidden = false;
    asked();
  }

  function shown(results) {
    if (!results.length) return [made("p", "Nothing here knows these words. Paste more of the log, or run autogen-doctor diagnose on all of it.")];
    const known = results.filter((one) => one.known);
    const rest = results.filter((one) => !one.known && (!known.length || one.behind)).slice(0, known.length ? 5 : 10);
    return [...part("Known by its wording", known), ...part(known.length ? "May lie behind it" : "Speaks of it", rest)];
  }

  function part(heading, results) {
    if (!results.length) return [];
    const list = made("ol", "", { class: "results" });
    for (const { page: [address, kind, title, summary] } of results) {
      const entry = made("li");
      entry.append(made("a", title, { href: address }), made("span", kind, { class: "tag" }), made("p", summary));
      list.append(entry);
    }
    return [made("h2", heading, { class: "small" }), list];
  }

  function finding() {
    const form = document.querySelector("form.find");
    if (!form) return;
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const text = form.querySelector("input").value.trim();
      if (text) location.href = form.dataset.home + "#q=" + encodeURIComponent(text);
    });
  }

  function key(event) {
    const typing = /^(?:INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    document.querySelector("#ask, #find").focus();
  }

  themes();
  copying();
  all(".tabs").forEach(tabs);
  if (document.querySelector("form.ask")) asking();
  finding();
  document.addEventListener("keydown", key);
})();
