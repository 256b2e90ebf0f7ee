(function () {
	"use strict";
	var app = document.getElementById("app");
	var one = location.pathname.indexOf("/who/") === 0;

	function make(tag, text, kind) {
		var e = document.createElement(tag);
		if (text) e.textContent = text;
		if (kind) e.setAttribute("data-k", kind);
		return e;
	}
	function list(into, kind, values) {
		(values || []).forEach(function (v) { into.appendChild(make("li", v, kind)); });
	}
	function entry(p) {
		var s = make("section"), h = make("header"), ul = make("ul");
		s.className = "entry";
		h.appendChild(make("b", p.name));
		if (p.age) h.appendChild(make("span", " aged " + p.age));
		list(ul, "place", p.place);
		list(ul, "aka", p.aka);
		list(ul, "kin", p.kin);
		list(ul, "tel", p.tel);
		s.appendChild(h);
		s.appendChild(ul);
		if (!one) {
			var a = make("a", "Full entry");
			a.className = "full";
			a.href = "/who/" + p.id;
			s.appendChild(a);
		}
		return s;
	}
	function empty(text) {
		app.innerHTML = "";
		var p = make("p", text);
		p.className = "empty";
		app.appendChild(p);
	}
	function draw(d) {
		if (!d.people.length) return empty("Nobody by that name is in our files.");
		app.innerHTML = "";
		var i = 0;
		(function next() {
			if (i < d.people.length) {
				app.appendChild(entry(d.people[i++]));
				return setTimeout(next, 60);
			}
			if (!d.next) return;
			setTimeout(function () {
				var a = make("a", "More people");
				a.className = "onward";
				a.href = d.next;
				app.appendChild(a);
			}, 120);
		})();
	}

	empty("Nobody by that name is in our files.");
	setTimeout(function () {
		fetch("/data" + location.pathname + location.search).then(function (r) {
			if (!r.ok) return empty("This entry is no longer in our files.");
			return r.json().then(draw);
		});
	}, 250);
	setInterval(function () { document.getElementById("clock").textContent = new Date().toISOString(); }, 100);
})();
