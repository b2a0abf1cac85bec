// Searches while typing; without it the form does.
(function () {
  'use strict';
  var field = document.getElementById('q'), area = document.getElementById('people-area'), timer = 0, asked = 0;

  function search() {
    var number = ++asked;
    fetch('/?q=' + encodeURIComponent(field.value), {cache: 'no-store'})
      .then(function (answer) { return answer.text(); })
      .then(function (html) {
        var fresh = new DOMParser().parseFromString(html, 'text/html').getElementById('people-area');
        if (number === asked && fresh) area.innerHTML = fresh.innerHTML;
      })
      .catch(function () {});
  }

  field.addEventListener('input', function () {
    clearTimeout(timer);
    timer = setTimeout(search, 150);
  });
})();
