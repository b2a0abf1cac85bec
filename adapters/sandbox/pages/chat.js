// Makes the chat page live: sends without reloading, shows what arrives (server-sent events, else by asking every few seconds).
// Without it the page works by plain forms.
(function () {
  'use strict';
  var path = document.body.dataset.path;
  var scroll = document.getElementById('scroll');
  var typing = document.getElementById('typing');
  var input = document.getElementById('text');
  var busy = false, again = false, waiting = 0;

  function showTab() {
    var current = document.querySelector('#chats .current');
    if (current) current.parentNode.scrollLeft = current.offsetLeft - 60;
  }

  function toEnd() { scroll.scrollTop = scroll.scrollHeight; }

  function nearEnd() { return scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 120; }

  function showTyping(on) {
    clearTimeout(waiting);
    typing.hidden = !on;
    if (on) waiting = setTimeout(function () { typing.hidden = true; }, 6000);
  }

  // Takes over what is new or has changed in the fetched fragment; other bubbles stay untouched. Answers to comments stand below them.
  function merge(html) {
    var fresh = new DOMParser().parseFromString(html, 'text/html');
    var thread = document.getElementById('thread'), stick = nearEnd(), added = false;
    fresh.querySelectorAll('.line').forEach(function (line) {
      var old = thread.querySelector('[data-id="' + CSS.escape(line.dataset.id) + '"]');
      if (old && old.dataset.rev === line.dataset.rev) return;
      if (old) { old.replaceWith(document.importNode(line, true)); return; }
      var hello = thread.querySelector('.hello');
      if (hello) hello.remove();
      if (line.querySelector('.bubble.bot')) showTyping(false);
      var before = line.previousElementSibling;
      var place = before && before.dataset.id ? thread.querySelector('[data-id="' + CSS.escape(before.dataset.id) + '"]') : null;
      if (place && line.classList.contains('nested')) place.after(document.importNode(line, true));
      else thread.appendChild(document.importNode(line, true));
      added = true;
    });
    replace('replies', fresh);
    replace('chats', fresh);
    if (added && stick) toEnd();
  }

  function replace(id, fresh) {
    var old = document.getElementById(id), now = fresh.getElementById(id);
    if (now && old.innerHTML.trim() !== now.innerHTML.trim()) old.innerHTML = now.innerHTML;
  }

  function refresh() {
    if (busy) { again = true; return; }
    busy = true;
    var seen = document.visibilityState === 'visible' ? '1' : '0';
    fetch(path + '?part=1&seen=' + seen, {cache: 'no-store'})
      .then(function (answer) { return answer.ok ? answer.text() : ''; })
      .then(function (html) { if (html) merge(html); })
      .catch(function () {})
      .then(function () {
        busy = false;
        if (again) { again = false; refresh(); }
      });
  }

  // The answer is on its way: the next message answers nothing again.
  function answered() {
    var bar = document.getElementById('answering'), hidden = document.querySelector('input[name=reply_to]');
    if (bar) bar.remove();
    if (hidden) hidden.remove();
  }

  document.addEventListener('click', function (event) {
    var button = event.target.closest('[data-mention]');
    if (!button) return;
    input.value = button.dataset.mention + ' ' + input.value;
    input.focus();
  });

  document.addEventListener('submit', function (event) {
    var form = event.target, button = event.submitter;
    if (form.id !== 'write' && form.id !== 'tap' && !form.classList.contains('contact')) return;
    event.preventDefault();
    var fields = new URLSearchParams(new FormData(form));
    if (form.id === 'tap' && button) fields.set(button.name, button.value);
    if (form.id === 'write' && !fields.get('text').trim()) return;
    if (button && button.classList.contains('choice')) button.classList.add('pressed');
    if (button && button.classList.contains('begin')) button.disabled = true;
    if (form.id === 'write') { form.reset(); answered(); input.focus(); }
    document.querySelectorAll('details.menu').forEach(function (menu) { menu.open = false; });
    fetch(path, {method: 'POST', body: fields, headers: {'X-Requested-With': 'fetch'}})
      .then(function (answer) {
        if (!answer.ok) throw new Error('refused');
        toEnd();
        if (!document.body.dataset.group) { showTyping(true); toEnd(); }
        refresh();
      })
      .catch(function () { if (form.id === 'write' && !input.value) input.value = fields.get('text'); });
  });

  document.addEventListener('visibilitychange', refresh);
  if (window.visualViewport) window.visualViewport.addEventListener('resize', toEnd);
  if (window.EventSource) {
    var events = new EventSource(path + '/events');
    events.onmessage = refresh;
    setInterval(function () { if (events.readyState !== 1) refresh(); }, 3000);
  } else {
    setInterval(refresh, 3000);
  }
  showTab();
  toEnd();
})();
