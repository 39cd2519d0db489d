// Session mode for two: what the other changes comes in within seconds, and never over what is
// being written here. Without this file every form still works as a form.
(function () {
  "use strict";
  var pulse = document.getElementById("pulse");
  if (!pulse || !window.htmx) { return; }
  document.documentElement.classList.add("scripted");
  var came = {};

  function all(root, what) { return Array.prototype.slice.call(root.querySelectorAll(what)); }
  function texts(root) { return all(root, "textarea, select, input:not([type=hidden])"); }
  function changed(field) {
    if (field.type === "radio" || field.type === "checkbox") { return field.checked !== field.defaultChecked; }
    if (field.tagName === "SELECT") {
      return Array.prototype.some.call(field.options, function (one) { return one.selected !== one.defaultSelected; }) &&
        all(field, "option[selected]").length > 0;
    }
    return field.value !== field.defaultValue;
  }
  function writes(field) { return field.tagName === "TEXTAREA" || field.tagName === "SELECT" || /^(text|search)$/.test(field.type); }
  // Somebody is in the middle of something here: unsaved, or about to write.
  function busy(part) {
    var at = document.activeElement;
    return (at && part.contains(at) && writes(at)) || texts(part).some(changed);
  }
  function settled(form) {
    texts(form).forEach(function (field) {
      if (field.type === "radio" || field.type === "checkbox") { field.defaultChecked = field.checked; }
      else if (field.tagName !== "SELECT") { field.defaultValue = field.value; }
    });
  }
  function snapshot(form) {
    return JSON.stringify(texts(form).map(function (one) {
      return /^(radio|checkbox)$/.test(one.type) ? one.checked : one.value;
    }));
  }
  // Safety tokens and form keys differ in each answer without anything having changed.
  function plain(html) {
    return html.replace(/name="(csrfmiddlewaretoken|form_key)"[^>]*/g, "").replace(/ hx-swap-oob="true"/g, "");
  }
  function again() {
    var seen = pulse.querySelector("[name=seen]");
    if (seen) { seen.value = ""; }
  }

  // Both had written; the other has chosen since, and nothing was typed here after that.
  function decided(here, fresh) {
    var form = here.querySelector("form[data-merge]"), kept = form && form.elements.other.value;
    return Boolean(kept) && form.sentText === form.elements.text.value &&
      !fresh.querySelector("#" + CSS.escape("conflict-" + kept));
  }

  // The agenda is put together item by item, so that the one that is written in stays.
  function weave(section, fresh) {
    var list = section.querySelector("#agenda-items"), theirs = fresh.querySelector("#agenda-items");
    if (!list || !theirs) { return false; }
    all(theirs, ":scope > li").forEach(function (item) {
      var here = document.getElementById(item.id);
      if (here && list.contains(here) && busy(here) && !decided(here, item)) {
        again();
        list.appendChild(here);
        return;
      }
      if (here && list.contains(here)) { here.remove(); }
      list.appendChild(document.importNode(item, true));
    });
    all(list, ":scope > li").forEach(function (item) {
      if (!theirs.querySelector("#" + CSS.escape(item.id)) && !busy(item)) { item.remove(); }
    });
    var count = section.querySelector("#ag-count"), counted = fresh.querySelector("#ag-count");
    if (count && counted) { count.textContent = counted.textContent; }
    var empty = section.querySelector("#agenda-empty");
    if (empty && !fresh.querySelector("#agenda-empty")) { empty.remove(); }
    section.className = fresh.className;
    window.htmx.process(list);
    return true;
  }
  // Moving a focused box in the tree takes the focus from it; give it back, with the caret.
  function keepFocus(work) {
    var at = document.activeElement, start, end;
    try { start = at.selectionStart; end = at.selectionEnd; } catch (error) { start = null; }
    work();
    if (at && at.isConnected && document.activeElement !== at) {
      at.focus({ preventScroll: true });
      if (start !== null && start !== undefined) { try { at.setSelectionRange(start, end); } catch (error) { /* not a text */ } }
    }
  }

  document.addEventListener("htmx:oobBeforeSwap", function (event) {
    var part = event.detail.target, fresh = event.detail.fragment;
    if (!part || !part.id || part.closest("#pulse")) { return; }
    if (fresh.nodeType === 11) { fresh = fresh.firstElementChild; }
    if (!fresh) { return; }
    var html = plain(fresh.outerHTML);
    if (came[part.id] === html && !busy(part)) { event.detail.shouldSwap = false; return; }
    all(part, "details[id][open]").forEach(function (open) {
      var same = fresh.querySelector("#" + CSS.escape(open.id));
      if (same) { same.setAttribute("open", ""); }
    });
    if (!busy(part)) { came[part.id] = html; return; }
    event.detail.shouldSwap = false;
    if (part.id === "agenda") { keepFocus(function () { weave(part, fresh); }); }
    else { again(); }
  });

  document.addEventListener("htmx:beforeRequest", function (event) {
    var form = event.detail.elt;
    if (form === pulse) { if (document.hidden) { event.preventDefault(); } return; }
    if (form.tagName === "FORM") { form.sent = snapshot(form); form.sentText = (form.elements.text || {}).value; }
  });
  // What an answer puts in must not move what somebody looks at, nor lose their place by keyboard.
  var held = null;
  document.addEventListener("htmx:beforeOnLoad", function (event) {
    var form = event.detail.elt, own = form === pulse ? null : form.closest("li[id]");
    var mid = document.elementFromPoint(window.innerWidth / 2, window.innerHeight * 0.4);
    var node = own || (mid && mid.closest("main [id]"));
    held = node && { id: node.id, top: node.getBoundingClientRect().top, focus: own && form.contains(document.activeElement) };
  });
  document.addEventListener("htmx:afterOnLoad", function () {
    var node = held && document.getElementById(held.id);
    if (!node) { return; }
    window.scrollBy({ top: node.getBoundingClientRect().top - held.top, behavior: "instant" });
    if (held.focus && document.activeElement === document.body) { node.tabIndex = -1; node.focus({ preventScroll: true }); }
  });
  // Before the answer is put in: what has been saved is no longer unsaved.
  document.addEventListener("htmx:beforeOnLoad", function (event) {
    var form = event.detail.elt, status = event.detail.xhr.status;
    if (form === pulse || form.tagName !== "FORM" || status < 200 || status > 299) { return; }
    if (form.hasAttribute("data-clear")) {
      var at = document.activeElement, held = at && form.contains(at) ? at.id : "";
      form.reset();
      if (held) { at.blur(); form.focusAfter = held; }
      delete came[form.closest("section, .part").id];
    } else if (form.sent === snapshot(form)) { settled(form); }
  });
  document.addEventListener("htmx:afterRequest", function (event) {
    var form = event.detail.elt, status = event.detail.xhr && event.detail.xhr.status;
    document.getElementById("signed-out").hidden = status !== 401 && status !== 403;
    if (form.focusAfter) {
      var field = document.getElementById(form.focusAfter);
      if (field) { field.focus({ preventScroll: true }); }
    }
    if (form === pulse && event.detail.successful) {
      // The connection is back: what could not be sent goes now.
      all(document, "form[data-auto].waits").forEach(function (one) { one.classList.remove("waits"); window.htmx.trigger(one, "keep"); });
    } else if (form.hasAttribute("data-auto")) { form.classList.toggle("waits", !event.detail.successful && status !== 422 && status !== 409); }
  });
  // A shared note came back: what began it is now what both have.
  document.addEventListener("htmx:afterSwap", function (event) {
    var form = event.detail.requestConfig && event.detail.requestConfig.elt;
    if (!form || !form.hasAttribute || !form.hasAttribute("data-merge")) { return; }
    var said = event.detail.target.querySelector("[data-state]");
    if (!said) { return; }
    var box = form.elements.text;
    form.elements.other.value = said.dataset.other;
    if (said.dataset.state === "conflict") { return; }
    if (said.dataset.state === "merged" && box.value === form.sentText) {
      var caret = box.selectionStart, ahead = said.dataset.text.indexOf(box.value.slice(0, caret)) === 0;
      box.value = said.dataset.text;
      if (ahead) { box.setSelectionRange(caret, caret); }
      form.elements.began.value = said.dataset.text;
    } else { form.elements.began.value = form.sentText; }
    box.defaultValue = form.elements.began.value;
    box.dispatchEvent(new Event("kept", { bubbles: true }));
  });

  // Where somebody is looking, for the other's bar.
  function at(step) { pulse.elements.step.value = step; }
  function stepOf(node) {
    var part = node.closest && node.closest("#check, #wins, #agenda, #actions, #close");
    return part && part.id;
  }
  ["focusin", "pointerdown"].forEach(function (name) {
    document.addEventListener(name, function (event) { var step = stepOf(event.target); if (step) { at(step); } });
  });
  var timer;
  window.addEventListener("scroll", function () {
    clearTimeout(timer);
    timer = setTimeout(function () {
      var step = stepOf(document.elementFromPoint(window.innerWidth / 2, window.innerHeight * 0.4) || document.body);
      if (step) { at(step); }
    }, 200);
  }, { passive: true });
  document.addEventListener("visibilitychange", function () { if (!document.hidden) { window.htmx.trigger(pulse, "now"); } });

  // Below 7 the page asks, gently, what would help.
  document.addEventListener("change", function (event) {
    if (event.target.name !== "sure") { return; }
    var ask = document.querySelector("[data-sure-ask]");
    if (ask) { ask.hidden = Number(event.target.value) >= 7; }
  });
})();
